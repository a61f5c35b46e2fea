import { principalOf, type Right } from '@cairn/access';
import { grantChanged } from '@cairn/events';
import { newId } from '@cairn/postgres';
import { aService } from './testing/service.js';
import { aVersionInput } from './testing/version-input.js';

const create = `mutation ($input: CreateAchievementInput!) { createAchievement(input: $input) {
  achievement { id } achievementVersion { id } userErrors { code message } } }`;
const draft = `mutation ($input: DraftAchievementVersionInput!) { draftAchievementVersion(input: $input) { userErrors { code message } } }`;
const publish = `mutation ($id: ID!) { publishAchievementVersion(input: { id: $id }) { userErrors { code message } } }`;
const retire = `mutation ($id: ID!) { retireAchievementVersion(input: { id: $id }) { userErrors { code message } } }`;

interface Payload {
  readonly achievement?: { readonly id: string };
  readonly achievementVersion?: { readonly id: string };
  readonly userErrors: readonly { readonly code: string; readonly message: string }[];
}

describe('rights over single objects, in achievements', () => {
  let service: Awaited<ReturnType<typeof aService>>;
  const tenant = newId();
  const [north, south] = [newId(), newId()];
  const over = (issuer: string, ...rights: Right[]) =>
    principalOf({ actor: newId(), tenant, scoped: rights.map((right) => ({ right, kind: 'ISSUER' as const, id: issuer })), grantsVersion: 1 });
  const designer = over(north, 'DESIGN');
  const publisher = over(north, 'DESIGN', 'PUBLISH');

  const mutate = async (query: string, variables: Record<string, unknown>, principal = publisher) => {
    const { data, errors } = await service.ask(principal, query, variables);
    if (!data) throw new Error(JSON.stringify(errors));
    return Object.values(data)[0] as Payload;
  };
  const codes = async (...asked: Parameters<typeof mutate>) => (await mutate(...asked)).userErrors.map(({ code }) => code);
  const input = (issuer: string) => ({ input: { issuerId: `iss_${issuer}`, code: newId(), version: aVersionInput() } });
  const made = async (issuer: string, principal = publisher) => {
    const { achievement, achievementVersion, userErrors } = await mutate(create, input(issuer), principal);
    expect(userErrors).toEqual([]);
    return { id: String(achievement?.id), version: String(achievementVersion?.id) };
  };

  beforeAll(async () => {
    service = await aService();
    for (const issuer of [north, south]) {
      await service.hearOf({ issuer, name: `Museum ${issuer}`, sectors: ['NONPROFIT', 'EMPLOYER'], state: 'ACTIVE' }, tenant);
    }
  });
  afterAll(() => service.close());

  it('design, publish and retire for the issuer they name, and for no other of the tenant', async () => {
    const { id, version } = await made(north);
    expect(await codes(draft, { input: { achievementId: id, version: aVersionInput() } })).toEqual([]);
    expect(await codes(publish, { id: version })).toEqual([]);
    expect(await codes(retire, { id: version })).toEqual([]);
    const other = await made(south, over(south, 'DESIGN'));
    expect(await codes(create, input(south))).toEqual(['GRANT_MISSING']);
    expect(await codes(draft, { input: { achievementId: other.id, version: aVersionInput() } })).toEqual(['GRANT_MISSING']);
    expect(await codes(publish, { id: other.version })).toEqual(['GRANT_MISSING']);
    expect(await codes(retire, { id: other.version })).toEqual(['GRANT_MISSING']);
  });

  it('do not publish what they only design', async () => {
    const { version } = await made(north, designer);
    expect((await mutate(publish, { id: version }, designer)).userErrors).toEqual([{ code: 'GRANT_MISSING', message: 'This needs the right PUBLISH.' }]);
  });

  it('reach one achievement, where that is what they name', async () => {
    const [mine, other] = [await made(north), await made(north)];
    const editor = principalOf({ actor: newId(), tenant, scoped: [{ right: 'PUBLISH', kind: 'ACHIEVEMENT', id: mine.id.slice(4) }] });
    expect(await codes(publish, { id: mine.version }, editor)).toEqual([]);
    expect(await codes(publish, { id: other.version }, editor)).toEqual(['GRANT_MISSING']);
    expect(await codes(create, input(north), editor)).toEqual(['GRANT_MISSING']);
  });

  it('answer for another tenant as for what is not there', async () => {
    const { id, version } = await made(north);
    const stranger = principalOf({ ...publisher, actor: newId(), tenant: newId(), rights: ['DESIGN', 'PUBLISH'] });
    expect([await codes(publish, { id: version }, stranger), await codes(publish, { id: `acv_${newId()}` }, stranger)]).toEqual([['NOT_FOUND'], ['NOT_FOUND']]);
    const text = { version: aVersionInput() };
    expect(await codes(draft, { input: { achievementId: id, ...text } }, stranger)).toEqual(['NOT_FOUND']);
    expect(await codes(draft, { input: { achievementId: `ach_${newId()}`, ...text } }, stranger)).toEqual(['NOT_FOUND']);
  });

  it('end when their withdrawal is heard, whatever the statement of the gateway still says', async () => {
    expect(await codes(create, input(north))).toEqual([]);
    const data = { holder: publisher.actor as string, kind: 'CLIENT' as const, rights: [], scoped: [], until: null, at: new Date().toISOString() };
    await service.hear({ contract: grantChanged, tenant, subject: data.holder, version: 2, data });
    expect(await codes(create, input(north))).toEqual(['GRANT_MISSING']);
    expect(await codes(create, input(north), { ...publisher, grantsVersion: 3 })).toEqual([]);
  });
});
