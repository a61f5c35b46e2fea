import { aRegistry, aTenant, type GraphClient, type TestTenant } from '@cairn/testkit';
import { type AwardMarked, type AchievementMarked, anAward, anIssuer, aPublishedAchievement, eventually, revoke } from './arrange.js';
import { aPerson, publicUrl, register, Request } from './signing-in.js';

const refusals = 'userErrors { code field message }';
const did = <Payload extends object>(by: GraphClient, name: string, input: object, fields: string) =>
  by.mutate<Payload>(`mutation ($input: ${name.charAt(0).toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { ${fields} ${refusals} } }`, { input });

const links = 'pageUrl linkedInUrl previewImageUrl badgePngUrl badgeSvgUrl documentUrl jwsUrl pdfUrl qrUrl oEmbedUrl embedHtml mailHtml resumeLine calendarUrl';
const asked = `query ($id: ID!) { award(id: $id) { displayKit { refusal certificateNumber ${links}
  linkedInFields { name organizationName issueYear issueMonth expirationYear expirationMonth certUrl certId } } } }`;

type Kit = Readonly<Record<'refusal' | 'pageUrl' | 'linkedInUrl' | 'pdfUrl' | 'badgePngUrl' | 'previewImageUrl' | 'qrUrl' | 'calendarUrl' | 'embedHtml' | 'mailHtml' | 'resumeLine' | 'oEmbedUrl', string | null>> & {
  readonly certificateNumber: string;
  readonly linkedInFields: Readonly<Record<string, string | number | null>> | null;
};

describe('S14: an award on display', () => {
  let tenant: TestTenant;
  let person: GraphClient;
  let achievement: AchievementMarked;
  let claimed: AwardMarked;
  const student = `D-${Date.now()}`;
  const { url } = aRegistry();

  beforeAll(async () => {
    tenant = await aTenant('Lantern Arts House');
    const { body: desk } = await register({ scope: 'openid award' }, tenant.key ?? '');
    person = tenant.as((await new Request(desk, 'openid award').tokens(await aPerson('Mira Solano'))).access_token);
    achievement = await aPublishedAchievement(tenant, await anIssuer(tenant), 'Knows lanterns', { duplicatePolicy: 'MANY' });
    claimed = await anAward(tenant, achievement, student, { validUntil: '2028-08-31' });
    const { token } = await did<{ token: string }>(tenant, 'createClaimLink', { earnerId: claimed.earnerId }, 'token');
    await did(person, 'claimEarner', { token }, 'earner { state }');
  });

  const kitOf = async (by: GraphClient, award: { id: string; position?: string }) =>
    (await by.read<{ award: { displayKit: Kit | null } | null }>(asked, { id: award.id }, award.position ? { awaitPosition: award.position } : {})).award?.displayKit ?? null;
  const get = (address: string, headers: Record<string, string> = {}) => fetch(url + address.slice(said.length), { headers });
  let said = '';
  beforeAll(async () => {
    said = await publicUrl();
  });

  it('comes with a kit whose every link leads somewhere, and whose every text says what it is worth', async () => {
    const award = await anAward(tenant, achievement, `${student}-a`, { visibility: 'PUBLIC', validUntil: '2028-09-01' });
    const kit = await kitOf(tenant, award);
    expect(kit).toMatchObject({
      refusal: null,
      pageUrl: `${said}/c/${award.id}`,
      linkedInFields: { name: 'Knows lanterns (Knowledge, assessed)', issueYear: 2026, issueMonth: 3, expirationYear: 2028, expirationMonth: 8, certUrl: `${said}/c/${award.id}`, certId: kit?.certificateNumber },
    });
    expect(kit?.certificateNumber).toMatch(/^[2-9A-Z]{4}(-[2-9A-Z]{4}){2}$/);
    expect(new URL(kit?.linkedInUrl ?? '').searchParams.get('certId')).toBe(kit?.certificateNumber);
    for (const [address, type] of [
      [kit?.pdfUrl, 'application/pdf'],
      [kit?.badgePngUrl, 'image/png'],
      [kit?.previewImageUrl, 'image/png'],
      [kit?.qrUrl, 'image/svg+xml'],
      [kit?.calendarUrl, 'text/calendar'],
      [kit?.oEmbedUrl, 'application/json'],
    ] as const) {
      const answer = await get(address ?? '');
      expect([address, answer.status, answer.headers.get('content-type')]).toEqual([address, 200, type]);
    }
    for (const text of [kit?.embedHtml, kit?.mailHtml, kit?.resumeLine]) expect(text).toContain('Knowledge, assessed');
    expect(`${kit?.embedHtml}${kit?.mailHtml}`).not.toContain('<script');
  });

  it('is offered no more once it was revoked or is over, while its page says so', async () => {
    const award = await anAward(tenant, achievement, `${student}-b`, { visibility: 'PUBLIC' });
    const before = await kitOf(tenant, award);
    const position = await revoke(tenant, award.id);
    const kit = await kitOf(tenant, { id: award.id, position });
    expect(kit).toEqual({ ...Object.fromEntries(Object.keys(kit ?? {}).map((name) => [name, null])), refusal: 'AWARD_NOT_ACTIVE', certificateNumber: before?.certificateNumber });
    const page = await get(before?.pageUrl ?? '', { accept: 'text/html' });
    expect([page.status, (await page.text()).includes('This award was revoked')]).toEqual([200, true]);
    const over = await anAward(tenant, achievement, `${student}-c`, { visibility: 'PUBLIC', awardedOn: '2024-01-01', validUntil: '2025-01-01' });
    expect(await kitOf(tenant, over)).toMatchObject({ refusal: 'AWARD_NOT_ACTIVE', linkedInUrl: null, pdfUrl: null });
  });

  it('is refused while it is private, and nobody else learns that there is one', async () => {
    expect(await kitOf(tenant, claimed)).toMatchObject({ refusal: 'AWARD_PRIVATE', pageUrl: null, linkedInUrl: null, linkedInFields: null });
    expect(await kitOf(await aTenant('Old Heron Badges'), claimed)).toBeNull();
    const [hidden, absent] = await Promise.all([get(`${said}/c/${claimed.id}`), get(`${said}/c/awd_0192f0c8-7a00-7000-8000-000000000000`)]);
    expect([hidden.status, await hidden.text()]).toEqual([404, await absent.text()]);
  });

  it('is shown by a link to whoever has it, until its earner ends it', async () => {
    const opened = await did<{ share: { id: string }; link: string; award: { visibility: string }; position: string }>(
      person,
      'shareAward',
      { awardId: claimed.id },
      'share { id state } link award { visibility shares { state } } position',
    );
    expect(opened.award).toMatchObject({ visibility: 'LINK', shares: [{ state: 'OPEN' }] });
    const page = await eventually(() => get(opened.link, { accept: 'text/html' }), ({ status }) => status === 200);
    expect([page.headers.get('x-robots-tag'), page.headers.get('referrer-policy')]).toEqual(['noindex, nofollow', 'no-referrer']);
    expect(await page.text()).toContain('shows it to you by a link');
    expect((await get(opened.link.split('?')[0] ?? '')).status).toBe(404);
    expect(await kitOf(person, claimed)).toMatchObject({ refusal: 'AWARD_PRIVATE' });
    await did(person, 'endShare', { shareId: opened.share.id }, 'share { state } award { visibility }');
    await eventually(() => get(opened.link, { accept: 'text/html' }), ({ status }) => status === 404);
  });

  it('is shared by nobody but its earner', async () => {
    const answer = await tenant.mutate<{ userErrors: { code: string }[] }>(
      `mutation ($input: ShareAwardInput!) { shareAward(input: $input) { link ${refusals} } }`,
      { input: { awardId: claimed.id } },
      { refusals: 'expected' },
    );
    expect(answer).toMatchObject({ link: null, userErrors: [{ code: 'VISIBILITY_NOT_YOURS' }] });
  });

  it('claims nothing that nobody assessed, in whatever form', async () => {
    const evening = await aPublishedAchievement(tenant, await anIssuer(tenant), 'Evening of lanterns', {
      criteria: 'Comes to the evening.',
      claimBasis: 'PARTICIPATION',
      useCase: 'CONTRIBUTION',
      earningModes: ['COURSE'],
      issuerSector: 'TRAINING_PROVIDER',
      requirement: { kind: 'COURSE', title: 'The evening', assessed: false },
      stated: { recognises: 'An evening of listening.', contributionKind: 'Attendance', attestorRole: 'guide', learningOutcomes: ['Tells how a lantern is kept.'] },
      estimatedEffort: null,
    });
    const award = await anAward(tenant, evening, `${student}-d`, { visibility: 'PUBLIC', assessment: null });
    const kit = await kitOf(tenant, award);
    const page = await (await get(kit?.pageUrl ?? '', { accept: 'text/html' })).text();
    const embed = await (await get(kit?.oEmbedUrl ?? '')).text();
    for (const text of [JSON.stringify(kit), page, embed]) {
      expect(text).toContain('not assessed');
      expect(text).not.toMatch(/skill|competenc|mastery/i);
    }
  });
});
