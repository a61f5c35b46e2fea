import { aRegistry, aTenant, GraphClient, type TestTenant } from '@cairn/testkit';
import { type AchievementMarked, anAward, assessedText, aPublishedAchievement, eventually, type Marked, publish } from './arrange.js';
import { type ImportDone, importAwards } from './importing.js';
import { aPerson, register, Request } from './signing-in.js';

/**
 * S12: an exam vendor, editions of a product, and an employer's own learning. What time does to offers and codes, and what
 * happens when many claim at once, is tested beside the services (award-time.db-spec.ts, award-claim.db-spec.ts), since nobody
 * turns the clock of a registry.
 */
const refusals = 'userErrors { code field message }';
const mutation = (name: string, fields = '') => `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { ${fields} ${refusals} } }`;
const did = <Payload extends object>(by: GraphClient, name: string, input: object, fields = '') => by.mutate<Payload>(mutation(name, fields), { input });
const codes = async (by: GraphClient, name: string, input: object): Promise<string[]> =>
  (await by.mutate<object>(mutation(name), { input }, { refusals: 'expected' })).userErrors.map(({ code }) => code);

async function anIssuerOf(tenant: TestTenant, name: string, sector: string): Promise<Marked> {
  const { issuer, position } = await did<{ issuer: { id: string }; position: string }>(tenant, 'createIssuer', { name, url: 'https://sorrel.example', sectors: [sector] }, 'issuer { id } position');
  return { id: issuer.id, position };
}

async function somebody(tenant: TestTenant, name: string): Promise<GraphClient> {
  const { body: desk } = await register({ scope: 'openid award' }, tenant.key ?? '');
  return tenant.as((await new Request(desk, 'openid award').tokens(await aPerson(name))).access_token);
}

const candidate = (number: number) => ({ type: 'MEMBER_ID', value: `CAND-${String(number).padStart(4, '0')}` });
/** Of a thousand who sat, 612 reach the 700 points that pass. */
const points = (number: number) => (number <= 612 ? 700 + (number % 300) : 100 + (number % 600));

describe('S12: an exam vendor', () => {
  let vendor: TestTenant;
  let edition: AchievementMarked;
  let badge: AchievementMarked;
  let first: ImportDone;
  let awards: string[];

  const sitting = (number: number, at = 'sitting-a') => ({
    partnerReference: `${at}/${number}`,
    identifierType: 'MEMBER_ID',
    identifier: candidate(number).value,
    achievementVersionId: edition.versionId,
    awardedOn: '2026-10-05',
    assessmentMethod: 'Proctored examination',
    assessedOn: '2026-10-04',
    resultName: 'Score',
    resultValue: String(points(number)),
    resultDescription: 'score',
  });
  const everybody = Array.from({ length: 1_000 }, (_, n) => n + 1);
  const text = (product: string) => ({
    issuerSector: 'VENDOR',
    useCase: 'PRODUCT_PROFICIENCY',
    stated: { learningOutcomes: ['Runs a cluster.'], product: 'Sorrel Cloud', productEdition: product },
    requirement: { key: 'exam', kind: 'EXAM', title: 'Proctored examination', assessed: true, pass: { result: 'score', minimum: 700 } },
    resultDescriptions: [{ key: 'score', name: 'Score', resultType: 'RawScore', valueMin: 100, valueMax: 1000 }],
    acceptance: 'REQUIRED',
    validFor: 'P2Y',
  });
  const codeFor = async (award: string) => {
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const made = await did<{ codes: { code: string; awardId: string }[] }>(vendor, 'createClaimCodes', { awardIds: [award], until }, 'codes { code awardId }');
    expect(made.codes).toMatchObject([{ awardId: award }]);
    return String(made.codes[0]?.code);
  };

  beforeAll(async () => {
    vendor = await aTenant('Sorrel Cloud');
    const issuer = await anIssuerOf(vendor, `Sorrel ${Math.random().toString(36).slice(2, 8)}`, 'VENDOR');
    edition = await aPublishedAchievement(vendor, issuer, 'Sorrel Cloud operator, edition 2026', text('2026'));
    badge = await aPublishedAchievement(vendor, issuer, 'Sorrel Cloud architect', { issuerSector: 'VENDOR' });
    // The import reads the earners service's copy: let it arrive.
    await eventually(async () => (await importAwards(vendor, [{ ...sitting(1), partnerReference: 'try', resultValue: '100' }])).rows[0]?.code, (code) => code === 'RESULT_BELOW_PASS');
    first = await importAwards(vendor, everybody.map((number) => sitting(number)));
    awards = first.rows.flatMap(({ status, id }) => (status === 'CREATED' && id ? [id] : []));
  }, 60_000);

  it('offers 612 awards, and refuses 388 results that do not pass', async () => {
    expect(first).toMatchObject({ state: 'FINISHED', succeeded: 612, unchanged: 0, failed: 388 });
    expect(first.rows.filter(({ code }) => code === 'RESULT_BELOW_PASS')).toHaveLength(388);
    const { awards: page } = await vendor.read<{ awards: { totalCount: number; nodes: object[] } }>(
      `query ($achievement: ID!) { awards(first: 1, filter: { achievement: { eq: $achievement }, state: [OFFERED] }) { totalCount nodes { state earner { state } results { name value resultDescription } validUntil } } }`,
      { achievement: edition.id },
    );
    expect(page).toMatchObject({ totalCount: 612, nodes: [{ state: 'OFFERED', earner: { state: 'PROVISIONAL' }, results: [{ name: 'Score', resultDescription: 'score' }], validUntil: '2028-10-05' }] });
  });

  it('makes nothing of the same file again, and names the award of each', async () => {
    const again = await importAwards(vendor, everybody.map((number) => sitting(number)));
    expect(again).toMatchObject({ succeeded: 0, unchanged: 612, failed: 388 });
    expect(again.rows.flatMap(({ id }) => id ?? [])).toEqual(awards);
  });

  it('awards nobody twice by another sitting, and names the award in the way', async () => {
    const again = await importAwards(vendor, everybody.slice(0, 612).map((number) => sitting(number, 'sitting-b')));
    expect(again).toMatchObject({ succeeded: 0, unchanged: 0, failed: 612 });
    expect(again.rows.every(({ code, id }, at) => code === 'ALREADY_AWARDED' && id === awards[at])).toBe(true);
    const [only] = everybody;
    const input = { achievementVersionId: edition.versionId, identifier: candidate(only ?? 1), assessment: { method: 'Examination', assessedOn: '2026-10-04' } };
    const asked = await vendor.mutate<{ award: { id: string } }>(mutation('issueAward', 'award { id }'), { input }, { refusals: 'expected' });
    expect(asked).toMatchObject({ award: { id: awards[0] }, userErrors: [{ code: 'ALREADY_AWARDED' }] });
  });

  it('lets the holder claim by number and code, accept, and bring what was made under another number into the one record', async () => {
    const [mine = ''] = awards;
    const other = await did<{ award: { id: string } }>(
      vendor,
      'issueAward',
      { achievementVersionId: badge.versionId, identifier: candidate(5_003), assessment: { method: 'Examination', assessedOn: '2026-10-04' } },
      'award { id }',
    );
    const person = await somebody(vendor, 'Ilse Ruud');
    const code = await codeFor(mine);
    expect(await codes(vendor, 'claimAward', { code, identifier: candidate(1) })).toEqual(['GRANT_MISSING']);
    const claimed = await did<{ award: { id: string; state: string } }>(person, 'claimAward', { code, identifier: candidate(1) }, 'award { id state }');
    expect(claimed.award).toEqual({ id: mine, state: 'OFFERED' });
    expect(await codes(await somebody(vendor, 'Jon Moe'), 'claimAward', { code, identifier: candidate(1) })).toEqual(['CLAIM_USED']);
    await did(person, 'claimAward', { code: await codeFor(other.award.id), identifier: candidate(5_003) });
    expect(await codes(person, 'claimAward', { code: await codeFor(awards[2] ?? ''), identifier: candidate(3) })).toEqual(['ALREADY_AWARDED']);
    const accepted = await did<{ award: object }>(person, 'acceptAward', { id: mine }, 'award { state history { what by } }');
    expect(accepted.award).toEqual({ state: 'ACTIVE', history: [{ what: 'OFFERED', by: 'CLIENT' }, { what: 'ACCEPTED', by: 'PERSON' }] });
    const own = await person.read<{ myEarners: { identifiers: { value: string }[]; awards: { nodes: { id: string }[] } }[] }>('{ myEarners { identifiers { value } awards(first: 5) { nodes { id } } } }');
    expect(own.myEarners).toHaveLength(1);
    expect(own.myEarners[0]?.awards.nodes.map(({ id }) => id).sort()).toEqual([mine, other.award.id].sort());
    expect(own.myEarners[0]?.identifiers.map(({ value }) => value).sort()).toEqual([candidate(1).value, candidate(5_003).value]);
  });

  it('locks after five wrong codes, which aliases do not help, and takes no more than five in an operation', async () => {
    const person = await somebody(vendor, 'Ketil Aas');
    const tries = (count: number) => Array.from({ length: count }, (_, n) => `a${n}: claimAward(input: { code: "ABCD-EFGH-JKMN-PQR${n}" }) { userErrors { code } }`).join(' ');
    const six = await person.graph(`mutation { ${tries(6)} }`);
    expect(six.errors?.[0]?.extensions.code).toBe('LIMIT_EXCEEDED');
    const five = await person.graph<Record<string, { userErrors: { code: string }[] }>>(`mutation { ${tries(5)} }`);
    expect(Object.values(five.data ?? {}).flatMap(({ userErrors }) => userErrors.map(({ code }) => code))).toEqual(Array(5).fill('CLAIM_INVALID'));
    expect(await codes(person, 'claimAward', { code: await codeFor(awards[4] ?? ''), identifier: candidate(5) })).toEqual(['CLAIM_LOCKED']);
  });

  it('goes on with a new edition, while awards of the old one stay what they are', async () => {
    const [mine = ''] = awards;
    const { achievementVersion } = await did<{ achievementVersion: { id: string } }>(
      vendor,
      'draftAchievementVersion',
      { achievementId: edition.id, version: { ...assessedText('Sorrel Cloud operator, edition 2027'), ...text('2027') } },
      'achievementVersion { id }',
    );
    await publish(vendor, achievementVersion.id);
    const late = (achievementVersionId: string, number: number) => ({ achievementVersionId, identifier: candidate(number), assessment: { method: 'Examination', assessedOn: '2026-10-04' } });
    await eventually(() => codes(vendor, 'issueAward', late(edition.versionId, 1)), ([code]) => code === 'ACHIEVEMENT_VERSION_STATE_INVALID');
    expect(await codes(vendor, 'issueAward', late(achievementVersion.id, 2_000))).toEqual([]);
    const { award } = await vendor.read<{ award: { state: string; snapshot: object; achievementVersion: object } }>(
      `query ($id: ID!) { award(id: $id) { state snapshot { achievementName } achievementVersion { state } } }`,
      { id: mine },
    );
    expect(award).toEqual({ state: 'ACTIVE', snapshot: { achievementName: 'Sorrel Cloud operator, edition 2026' }, achievementVersion: { state: 'SUPERSEDED' } });
    const { document } = await eventually(
      async () =>
        (await vendor.read<{ award: { credential: { document: Record<string, unknown> | null } | null } }>(`query ($id: ID!) { award(id: $id) { credential { document } } }`, { id: mine })).award
          .credential ?? { document: null },
      (credential) => credential.document !== null,
    );
    const subject = document?.credentialSubject as { achievement: { id: string; resultDescription: { id: string }[] }; result: object[] };
    expect(subject.achievement.id).toContain(edition.versionId);
    expect(subject.result).toEqual([{ type: ['Result'], resultDescription: subject.achievement.resultDescription[0]?.id, value: String(points(1)) }]);
    const { verifyCredential } = await new GraphClient(aRegistry().url).read<{ verifyCredential: { verdict: string } }>(
      `query ($document: JSON) { verifyCredential(input: { document: $document }) { verdict } }`,
      { document },
    );
    expect(verifyCredential.verdict).toBe('VALID');
  });
});

describe('S12: an employer’s own learning', () => {
  let employer: TestTenant;
  let employee: GraphClient;
  let anybody: GraphClient;
  let award: { id: string; earnerId: string };
  let course: AchievementMarked;

  const seen = (by: GraphClient) => by.read<{ award: { id: string; credential: object | null } | null }>(`query ($id: ID!) { award(id: $id) { id credential { id } } }`, { id: award.id });
  const page = async (suffix = '') => (await fetch(`${employer.url}/c/${award.id}${suffix}`)).status;

  beforeAll(async () => {
    employer = await aTenant('Ferncliff Robotics');
    anybody = new GraphClient(aRegistry().url);
    const issuer = await anIssuerOf(employer, `Ferncliff ${Math.random().toString(36).slice(2, 8)}`, 'EMPLOYER');
    course = await aPublishedAchievement(employer, issuer, 'Safe handling of arms', { issuerSector: 'EMPLOYER', useCase: 'INTERNAL_LEARNING' });
    award = await anAward(employer, course, `F-${Date.now()}`);
    const { token } = await did<{ token: string }>(employer, 'createClaimLink', { earnerId: award.earnerId }, 'token');
    employee = await somebody(employer, 'Liv Holm');
    await did(employee, 'claimEarner', { token });
  }, 60_000);

  it('shows strangers nothing of it: no award, no credential, no page, no list', async () => {
    expect((await seen(anybody)).award).toBeNull();
    expect(await page()).toBe(404);
    expect(await page('.json')).toBe(404);
    const listed = await anybody.graph(`query ($id: ID!) { achievement(id: $id) { awards(first: 5) { nodes { id } totalCount } } }`, { id: course.id });
    expect(JSON.stringify(listed.data ?? null)).not.toContain(award.id);
  });

  it('is not shown by the employer, neither when it is made nor later', async () => {
    expect(await codes(employer, 'changeAwardVisibility', { id: award.id, visibility: 'PUBLIC' })).toEqual(['VISIBILITY_NOT_YOURS']);
    const input = { achievementVersionId: course.versionId, identifier: { type: 'EMPLOYEE_ID', value: 'F-2' }, assessment: { method: 'Examination', assessedOn: '2026-03-01' }, visibility: 'PUBLIC' };
    expect(await codes(employer, 'issueAward', input)).toEqual(['VISIBILITY_NOT_YOURS']);
  });

  it('is shown by the employee, and no longer once he takes his consent back', async () => {
    await did(employee, 'giveConsent', { earnerId: award.earnerId, purpose: 'PUBLIC_PAGE' });
    await did(employee, 'changeAwardVisibility', { id: award.id, visibility: 'PUBLIC' });
    await eventually(() => page(), (status) => status === 200);
    expect((await seen(anybody)).award).toMatchObject({ id: award.id });
    expect(await (await fetch(`${employer.url}/c/${award.id}`)).text()).toContain('Knowledge, assessed');
    await did(employee, 'withdrawConsent', { earnerId: award.earnerId, purpose: 'PUBLIC_PAGE' });
    await eventually(() => page(), (status) => status === 404);
    expect((await seen(anybody)).award).toBeNull();
  });
});
