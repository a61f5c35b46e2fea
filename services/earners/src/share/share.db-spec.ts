import { type Principal, principalOf } from '@cairn/access';
import type { RequirementText } from '@cairn/events';
import { aWordDocument } from '@cairn/files/testing';
import { newId } from '@cairn/postgres';
import { aRegistrar, aService, type TestService } from '../testing/service.js';
import { aPolicy } from '../testing/submissions.js';

interface Shared {
  readonly share: { id: string; state: string; evidenceIds: string[] } | null;
  readonly link: string | null;
  readonly award: { visibility: string; shares: { id: string; state: string }[] | null } | null;
  readonly userErrors: { code: string; field: string[] | null }[];
}

const leaf = { title: null, description: null, assessed: true, effort: null, criteria: [], pass: null, attestorRole: null, achievement: null, atLeast: null, of: [] };
const work: RequirementText = { ...leaf, key: 'work', kind: 'PART', evidence: { kinds: ['FILE', 'LINK'], wordsMax: null, artefactsMin: 0, artefactsMax: 3 } };
const shape = 'share { id state evidenceIds } link award { visibility shares { id state } }';
const secretOf = (link: string | null | undefined) => /\?share=([\w-]{64})$/.exec(link ?? '')?.[1] ?? '';

describe('a link to an award', () => {
  const tenant = newId();
  const registrar = aRegistrar(tenant, ['AWARD', 'REVOKE', 'ADMINISTER']);
  const clock = { at: Date.parse('2027-01-11T09:00:00Z'), now: () => clock.at };
  let service: TestService;
  let achievementVersionId: string;
  let guardedVersionId: string;

  beforeAll(async () => {
    service = await aService({ clock });
    achievementVersionId = `acv_${(await service.published(tenant, { duplicatePolicy: 'MANY', assessed: true, claimBasis: 'KNOWLEDGE', requirement: work, assessment: aPolicy() })).achievementVersion}`;
    guardedVersionId = `acv_${(await service.published(tenant, { duplicatePolicy: 'MANY', guardianBelowAge: 18 })).achievementVersion}`;
  });
  afterAll(() => service.close());

  async function ask<Data>(query: string, variables: Record<string, unknown>, principal: Principal): Promise<Data> {
    const { data, errors } = await service.ask<Data>(principal, query, variables);
    if (!data || errors) throw new Error(JSON.stringify(errors));
    return data;
  }
  async function mutate<Answer>(principal: Principal, name: string, input: Record<string, unknown>, asked: string): Promise<Answer> {
    const query = `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { ${asked} userErrors { code field } } }`;
    return (await ask<Record<string, Answer>>(query, { input }, principal))[name] as Answer;
  }
  const share = (who: Principal, awardId: string, more: Record<string, unknown> = {}) => mutate<Shared>(who, 'shareAward', { awardId, ...more }, shape);
  const end = (who: Principal, shareId: string) => mutate<Shared>(who, 'endShare', { shareId }, 'share { id state } award { visibility shares { id state } }');
  const codes = ({ userErrors }: Shared) => userErrors.map(({ code, field }) => `${code} ${field?.slice(1).join('.')}`);

  async function aPerson() {
    const { earner } = await mutate<{ earner: { id: string } }>(registrar, 'createEarner', { name: 'Mira Solano', identifiers: [{ type: 'STUDENT_ID', value: newId() }] }, 'earner { id }');
    const account = newId();
    const person = principalOf({ kind: 'PERSON', actor: account, account, tenant: null, rights: [] });
    const { token } = await mutate<{ token: string }>(registrar, 'createClaimLink', { earnerId: earner.id }, 'token');
    await mutate(person, 'claimEarner', { token }, 'earner { id }');
    return { earnerId: earner.id, person };
  }
  async function issue(earnerId: string, more: Record<string, unknown> = {}) {
    const assessment = { method: 'Portfolio', assessedOn: '2027-01-10' };
    return mutate<{ award: { id: string } | null; userErrors: { code: string }[] }>(registrar, 'issueAward', { earnerId, achievementVersionId, assessment, ...more }, 'award { id }');
  }
  async function anAward(more: Record<string, unknown> = {}) {
    const { earnerId, person } = await aPerson();
    const { award, userErrors } = await issue(earnerId, more);
    if (!award) throw new Error(JSON.stringify(userErrors));
    return { earnerId, person, id: award.id };
  }
  /** An award that was made on a file and on an address. */
  async function anEvidencedAward() {
    const made = await anAward();
    const { submission } = await mutate<{ submission: { id: string } }>(made.person, 'startSubmission', { earnerId: made.earnerId, achievementVersionId }, 'submission { id }');
    const document = await aWordDocument('Mira Solano');
    const posted = await service.send(made.person, 'POST', '/files/earners', { body: new Uint8Array(document), headers: { 'content-type': 'application/octet-stream' } });
    const fileUploadId = posted.headers.get('location')?.split('/').at(-1);
    const base = { submissionId: submission.id, requirementKey: 'work' };
    const file = await mutate<{ evidence: { id: string } }>(made.person, 'addEvidenceFile', { ...base, fileUploadId, name: 'my lesson.docx' }, 'evidence { id }');
    const link = await mutate<{ evidence: { id: string } }>(made.person, 'addEvidenceLink', { ...base, url: 'https://mira.example/portfolio?a=1' }, 'evidence { id }');
    const evidence = [
      { evidence: file.evidence.id.slice(4), requirement: 'work', kind: 'FILE' },
      { evidence: link.evidence.id.slice(4), requirement: 'work', kind: 'LINK' },
    ];
    await service.database.work((tx) => tx.query('UPDATE award SET evidence = $3 WHERE tenant_id = $1 AND id = $2', [tenant, made.id.slice(4), JSON.stringify(evidence)]));
    return { ...made, file: file.evidence.id, address: link.evidence.id };
  }
  const get = (path: string) => service.send(null, 'GET', path);
  /** What others were or will be told of a link, of one type. */
  const told = async (type: string, subject: string) => {
    const waiting = await service.database.work((tx) => tx.query<{ id: string }>('SELECT event_id AS id FROM outbox WHERE type = $1 AND subject = $2', [type, subject]));
    const sent = service.bus.published.map(({ value }) => JSON.parse(value) as { id: string; type: string; subject: string }).filter((event) => event.type === type && event.subject === subject);
    return new Set([...waiting, ...sent].map(({ id }) => id)).size;
  };

  it('is made by the person who earned it, consented to by that, and told without its secret', async () => {
    const { person, id, earnerId } = await anAward();
    const made = await share(person, id);
    expect(made).toMatchObject({ share: { state: 'OPEN', evidenceIds: [] }, award: { visibility: 'LINK', shares: [{ id: made.share?.id, state: 'OPEN' }] }, userErrors: [] });
    expect(made.link).toMatch(new RegExp(`^https://registry\\.example/c/${id}\\?share=[\\w-]{64}$`));
    const { earner } = await ask<{ earner: { consents: { purpose: string; state: string; givenBy: string }[] } }>('query ($id: ID!) { earner(id: $id) { consents { purpose state givenBy } } }', { id: earnerId }, registrar);
    expect(earner.consents).toEqual([{ purpose: 'SHARE_LINK', state: 'GIVEN', givenBy: 'PERSON' }]);
    await share(person, id);
    const after = await ask<{ earner: { consents: unknown[] } }>('query ($id: ID!) { earner(id: $id) { consents { state } } }', { id: earnerId }, registrar);
    expect(after.earner.consents).toHaveLength(1);
  });

  it('is nobody else’s to make, to end or to know of', async () => {
    const { person, id } = await anAward();
    const made = await share(person, id);
    expect(codes(await share(registrar, id))).toEqual(['VISIBILITY_NOT_YOURS awardId']);
    const { person: other } = await aPerson();
    expect(codes(await share(other, id))).toEqual(['NOT_FOUND awardId']);
    expect(codes(await end(other, made.share?.id ?? ''))).toEqual(['NOT_FOUND shareId']);
    expect(codes(await end(registrar, made.share?.id ?? ''))).toEqual(['NOT_FOUND shareId']);
    const seen = await ask<{ award: { shares: unknown } }>('query ($id: ID!) { award(id: $id) { shares { id } } }', { id }, registrar);
    expect(seen.award.shares).toBeNull();
  });

  it('leaves a public award public, and takes one that was shown by link back to private with the last link', async () => {
    const open = await anAward({ visibility: 'PRIVATE' });
    await mutate(open.person, 'changeAwardVisibility', { id: open.id, visibility: 'PUBLIC' }, 'award { visibility }');
    expect((await share(open.person, open.id)).award?.visibility).toBe('PUBLIC');
    const { person, id } = await anAward();
    const [one, two] = [await share(person, id), await share(person, id)];
    expect((await end(person, one.share?.id ?? '')).award?.visibility).toBe('LINK');
    const last = await end(person, two.share?.id ?? '');
    expect(last.award).toMatchObject({ visibility: 'PRIVATE', shares: [{ state: 'ENDED' }, { state: 'ENDED' }] });
    expect(codes(await end(person, two.share?.id ?? ''))).toEqual(['SHARE_STATE_INVALID shareId']);
  });

  it('ends when its award is made private, when the consent is withdrawn, and by itself', async () => {
    const { person, id, earnerId } = await anAward();
    await share(person, id);
    await mutate(registrar, 'changeAwardVisibility', { id, visibility: 'PRIVATE' }, 'award { visibility }');
    const sharesOf = async () => (await ask<{ award: { visibility: string; shares: { state: string }[] } }>('query ($id: ID!) { award(id: $id) { visibility shares { state } } }', { id }, person)).award;
    expect(await sharesOf()).toEqual({ visibility: 'PRIVATE', shares: [{ state: 'ENDED' }] });
    await share(person, id, { until: '2027-01-12T00:00:00Z' });
    expect((await sharesOf()).shares[0]).toEqual({ state: 'OPEN' });
    clock.at = Date.parse('2027-01-12T00:00:00Z');
    expect((await sharesOf()).shares[0]).toEqual({ state: 'EXPIRED' });
    await share(person, id);
    await mutate(person, 'withdrawConsent', { earnerId, purpose: 'SHARE_LINK' }, 'earner { id }');
    expect(await sharesOf()).toEqual({ visibility: 'PRIVATE', shares: [{ state: 'ENDED' }, { state: 'ENDED' }, { state: 'ENDED' }] });
  });

  it('outlives the end of public pages, and not the person’s erasure', async () => {
    const { person, id, earnerId } = await anAward();
    await mutate(person, 'changeAwardVisibility', { id, visibility: 'PUBLIC' }, 'award { visibility }');
    const made = await share(person, id);
    await mutate(person, 'giveConsent', { earnerId, purpose: 'PUBLIC_PAGE' }, 'earner { id }');
    await mutate(person, 'withdrawConsent', { earnerId, purpose: 'PUBLIC_PAGE' }, 'earner { id }');
    const seen = await ask<{ award: unknown }>('query ($id: ID!) { award(id: $id) { visibility shares { state } } }', { id }, person);
    expect(seen.award).toEqual({ visibility: 'LINK', shares: [{ state: 'OPEN' }] });
    await mutate(person, 'eraseEarner', { earnerId, reason: 'PERSON_ASKED' }, 'earner { state }');
    expect(await told('cairn.share.ended.v1', (made.share?.id ?? '').slice(4))).toBe(1);
  });

  it('is refused of a minor without a guardian, and is not an issuer’s wish', async () => {
    const { earnerId, person } = await aPerson();
    const { award } = await issue(earnerId, { achievementVersionId: guardedVersionId, assessment: null });
    await mutate(registrar, 'stateMinority', { earnerId, until: '2030-01-01' }, 'earner { id }');
    expect(codes(await share(person, award?.id ?? ''))).toEqual(['GUARDIAN_CONSENT_MISSING awardId']);
    expect((await issue(earnerId, { visibility: 'LINK' })).userErrors.map(({ code }) => code)).toEqual(['INVALID_VALUE']);
    const plain = await issue(earnerId);
    expect(await mutate(person, 'changeAwardVisibility', { id: plain.award?.id, visibility: 'LINK' }, 'award { id }')).toMatchObject({ userErrors: [{ code: 'INVALID_VALUE' }] });
  });

  it('shows the evidence that was chosen, as a download or as an address, while it is open', async () => {
    const { person, id, file, address } = await anEvidencedAward();
    const both = await share(person, id, { evidenceIds: [file, address] });
    const secret = secretOf(both.link);
    const download = await get(`/shared/${secret}/evidence/${file}`);
    expect([download.status, download.headers.get('content-disposition'), download.headers.get('x-content-type-options')]).toEqual([200, 'attachment; filename="my lesson.docx"', 'nosniff']);
    expect([download.headers.get('cache-control'), download.headers.get('x-robots-tag')]).toEqual(['private, no-store', 'noindex, nofollow']);
    const page = await get(`/shared/${secret}/evidence/${address}`);
    expect(await page.text()).toContain('href="https://mira.example/portfolio?a=1"');
    const nothing = secretOf((await share(person, id)).link);
    expect((await get(`/shared/${nothing}/evidence/${file}`)).status).toBe(404);
    expect((await get(`/shared/${secret.slice(1)}A/evidence/${file}`)).status).toBe(404);
    expect((await get(`/shared/${secret}/evidence/evd_${newId()}`)).status).toBe(404);
    await end(person, both.share?.id ?? '');
    expect((await get(`/shared/${secret}/evidence/${file}`)).status).toBe(404);
  });

  it('shows nothing but evidence of its own award', async () => {
    const { person, file } = await anEvidencedAward();
    const other = await anAward();
    expect(codes(await share(other.person, other.id, { evidenceIds: [file] }))).toEqual(['INVALID_VALUE evidenceIds.0']);
    expect(person).toBeDefined();
  });
});
