import { anonymous, type Principal, principalOf } from '@cairn/access';
import { partnershipActivated, partnershipEnded } from '@cairn/events';
import { newId, type Uuid } from '@cairn/postgres';
import { aDesigner, aService } from '../testing/service.js';
import { aVersionInput } from '../testing/version-input.js';

const create = `mutation ($input: CreateAchievementInput!) { createAchievement(input: $input) { achievement { id } achievementVersion { id } } }`;
const share = `mutation ($input: ShareAchievementInput!) { shareAchievement(input: $input) { achievement { id shares { partnershipId } } userErrors { code field } } }`;
const unshare = `mutation ($input: UnshareAchievementInput!) { unshareAchievement(input: $input) { achievement { shares { partnershipId } } userErrors { code field } } }`;
const read = `query ($id: ID!, $version: ID!) {
  achievement(id: $id) { code title shares { partnershipId } versions(first: 10) { nodes { state } } } achievementVersion(id: $version) { title } }`;
const nothing = { achievement: null, achievementVersion: null };

describe('sharing definitions with partners', () => {
  let service: Awaited<ReturnType<typeof aService>>;
  const [tenant, partner, museum] = [newId(), newId(), newId()];
  const designer = aDesigner(tenant);
  const reader = principalOf({ actor: newId(), tenant: partner });
  let made: { id: string; version: string };

  const ask = async (query: string, variables: Record<string, unknown>, principal: Principal = designer) => {
    const { data, errors } = await service.ask(principal, query, variables);
    if (errors) throw new Error(JSON.stringify(errors));
    return data ?? {};
  };
  const asked = (partnership: string, id = made.id) => ({ input: { achievementId: id, partnershipId: `prt_${partnership}` } });
  const codes = async (...request: Parameters<typeof ask>) => {
    const [payload] = Object.values(await ask(...request)) as { userErrors: { code: string }[] }[];
    return payload?.userErrors.map(({ code }) => code);
  };
  const tell = (partnership: string, version: number, contract = partnershipActivated, [invitingTenant, invitedTenant] = [tenant, partner]) =>
    service.hear({ contract, tenant: invitingTenant, subject: partnership, version, data: { partnership, invitingTenant, invitedTenant, at: new Date().toISOString() } });
  const aPartnership = async (sides?: [Uuid, Uuid]) => {
    const partnership = newId();
    await tell(partnership, 2, partnershipActivated, sides);
    return partnership;
  };
  const seenBy = (principal: Principal) => ask(read, made, principal);

  beforeAll(async () => {
    service = await aService();
    await service.hearOf({ issuer: museum, name: 'Lighthouse Museum', sectors: ['NONPROFIT', 'EMPLOYER'], state: 'ACTIVE' }, tenant);
  });
  beforeEach(async () => {
    const { createAchievement } = await ask(create, { input: { issuerId: `iss_${museum}`, code: newId(), version: aVersionInput() } });
    const { achievement, achievementVersion } = createAchievement as { achievement: { id: string }; achievementVersion: { id: string } };
    made = { id: achievement.id, version: achievementVersion.id };
  });
  afterAll(() => service.close());

  it('lets the partner read a draft, and nobody else', async () => {
    expect(await seenBy(reader)).toEqual(nothing);
    const partnership = await aPartnership();
    expect(await ask(share, asked(partnership))).toEqual({ shareAchievement: { achievement: { id: made.id, shares: [{ partnershipId: `prt_${partnership}` }] }, userErrors: [] } });
    expect(await seenBy(reader)).toMatchObject({
      achievement: { title: 'Keeper of the Lantern', shares: null, versions: { nodes: [{ state: 'DRAFT' }] } },
      achievementVersion: { title: 'Keeper of the Lantern' },
    });
    for (const stranger of [principalOf({ actor: newId(), tenant: newId() }), anonymous]) expect(await seenBy(stranger)).toEqual(nothing);
  });

  it('does not let the partner change what it reads', async () => {
    await ask(share, asked(await aPartnership()));
    const publisher = principalOf({ ...reader, rights: ['DESIGN', 'PUBLISH'] });
    const publish = `mutation ($id: ID!) { publishAchievementVersion(input: { id: $id }) { userErrors { code } } }`;
    expect(await codes(publish, { id: made.version }, publisher)).toEqual(['NOT_FOUND']);
    expect(await codes(share, asked(await aPartnership([partner, newId()])), publisher)).toEqual(['NOT_FOUND']);
  });

  it('ends at once with the share and with the partnership, whatever order its events come in', async () => {
    const [first, second] = [await aPartnership(), await aPartnership([partner, tenant])];
    await ask(share, asked(first));
    await ask(unshare, asked(first));
    expect(await seenBy(reader)).toEqual(nothing);
    await ask(share, asked(second));
    expect((await seenBy(reader)).achievement).not.toBeNull();
    await tell(second, 3, partnershipEnded, [partner, tenant]);
    expect(await seenBy(reader)).toEqual(nothing);
    await tell(second, 2, partnershipActivated, [partner, tenant]);
    expect(await seenBy(reader)).toEqual(nothing);
    expect(await codes(share, asked(second))).toEqual(['PARTNERSHIP_STATE_INVALID']);
  });

  it('shows nothing by a share that came in while the partnership ended', async () => {
    const partnership = await aPartnership();
    await tell(partnership, 3, partnershipEnded);
    await service.database.work((tx) =>
      tx.query(
        `INSERT INTO achievement_share (tenant_id, achievement_id, partnership_id, partner_tenant_id, shared_at) VALUES ($1, $2, $3, $4, now())`,
        [tenant, made.id.slice(4), partnership, partner],
      ),
    );
    expect(await seenBy(reader)).toEqual(nothing);
  });

  it('refuses partnerships and achievements of others, and callers who may not publish for the issuer', async () => {
    const partnership = await aPartnership();
    expect(await codes(share, asked(await aPartnership([partner, newId()])))).toEqual(['NOT_FOUND']);
    expect(await codes(share, asked(newId()))).toEqual(['NOT_FOUND']);
    expect(await codes(share, asked(partnership), aDesigner(partner))).toEqual(['NOT_FOUND']);
    expect(await codes(share, asked(partnership, `ach_${newId()}`))).toEqual(['NOT_FOUND']);
    const elsewhere = principalOf({ actor: newId(), tenant, scoped: [{ right: 'PUBLISH', kind: 'ISSUER', id: newId() }] });
    expect(await codes(share, asked(partnership), elsewhere)).toEqual(['GRANT_MISSING']);
    expect(await codes(unshare, asked(partnership), { ...designer, rights: ['DESIGN'] })).toEqual(['GRANT_MISSING']);
  });
});
