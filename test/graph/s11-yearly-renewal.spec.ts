import { setTimeout as pause } from 'node:timers/promises';
import { aTenant, type TestTenant, type UserError } from '@cairn/testkit';
import { type AchievementMarked, aDraftAchievement, anIssuer, type AwardMarked, eventually, type Marked, publish } from './arrange.js';
import { dayFromNow, Keeper, yearsAfter } from './keeping.js';

/** S11: yearly renewal from the current expiry. What the clock does on exact days is tested beside the service (renewal.db-spec.ts, award-renewal.spec.ts). */
interface Renewed {
  readonly award: { readonly id: string; readonly version: number; readonly validUntil: string; readonly terms: readonly { readonly number: number; readonly from: string; readonly until: string }[] } | null;
  readonly attempt: number | null;
  readonly retryAt: string | null;
  readonly position: string | null;
  readonly userErrors: readonly UserError[];
}
interface Document {
  readonly id: string;
  readonly validFrom: string;
  readonly validUntil: string;
}

const renewal = { required: true, window: 'P6M', renewalAssessment: true, retry: { atOnce: 2, waitHours: 24 } };

describe('S11: yearly renewal from the current expiry', () => {
  /** Within the window: the term ends in four months. */
  const earned = dayFromNow({ months: -8 });
  let vendor: TestTenant;
  let keeper: Keeper;
  let associate: AchievementMarked;
  let fundamentals: AchievementMarked;

  const published = async (issuer: Marked, title: string, maintenance: object, more: object): Promise<AchievementMarked> => {
    const draft = await aDraftAchievement(vendor, issuer, title, { ...more, stated: { learningOutcomes: ['Runs it.'], maintenance } });
    return { ...draft, position: await publish(vendor, draft.versionId) };
  };
  const renew = (award: Marked, passed: boolean | null = true): Promise<Renewed> =>
    vendor.mutate(
      'mutation ($input: RenewAwardInput!) { renewAward(input: $input) { award { id version validUntil terms { number from until } } attempt retryAt position userErrors { code field message } } }',
      { input: { id: award.id, ...(passed !== null && { attempt: { passed } }) } },
      { refusals: 'expected' },
    );
  /** The newest document; signing it may take longer than one request waits. */
  const documentOf = async (award: Marked, position: string, wanted: (document: Document) => boolean = () => true): Promise<Document> => {
    const ask = async () => {
      const { data } = await vendor.graph<{ award: { credential: { document: Document } | null } | null }>('query ($id: ID!) { award(id: $id) { credential { document } } }', { id: award.id }, { awaitPosition: position });
      return data?.award?.credential?.document ?? null;
    };
    return (await eventually(ask, (document) => document !== null && wanted(document))) as Document;
  };

  beforeAll(async () => {
    vendor = await aTenant('Sorrel Cloud');
    keeper = new Keeper(vendor);
    const issuer = await anIssuer(vendor);
    associate = await published(issuer, 'Sorrel associate', renewal, { validity: 'PERIOD', validFor: 'P1Y' });
    fundamentals = await published(issuer, 'Sorrel fundamentals', { required: false }, { validity: 'NEVER_EXPIRES' });
    await eventually(() => keeper.award(associate, earned).catch(() => null), (made) => made !== null);
    await eventually(() => keeper.award(fundamentals, earned).catch(() => null), (made) => made !== null);
  }, 60_000);

  it('extends an award from its present end, whenever in the window it is renewed: the same award with one more term', async () => {
    const award = await keeper.award(associate, earned);
    const before = await keeper.read(award);
    expect(before).toMatchObject({ validUntil: yearsAfter(earned, 1), maintenance: { state: 'DUE', dueBy: yearsAfter(earned, 1) } });
    const renewed = await renew(award);
    expect(renewed).toMatchObject({ award: { id: award.id, validUntil: yearsAfter(earned, 2), terms: [{ number: 1, until: yearsAfter(earned, 1) }, { number: 2, from: yearsAfter(earned, 1), until: yearsAfter(earned, 2) }] }, userErrors: [] });
    expect((await keeper.read(award)).maintenance).toMatchObject({ state: 'CURRENT', dueBy: yearsAfter(earned, 2) });
    expect(await renew(award)).toMatchObject({ award: { version: renewed.award?.version, validUntil: yearsAfter(earned, 2) }, position: null, userErrors: [] });
    const { awards } = await vendor.read<{ awards: { totalCount: number } }>('query ($filter: AwardFilter) { awards(first: 10, filter: $filter) { totalCount } }', { filter: { earner: { eq: award.earnerId } } });
    expect(awards.totalCount).toBe(1);
  });

  it('leaves the credential of the old term as it was, and signs another one under the same id that is valid from later', async () => {
    const award = await keeper.award(associate, earned);
    const old = await documentOf(award, award.position);
    // Documents tell whole seconds.
    await pause(1_000);
    const { position } = await renew(award);
    const fresh = await documentOf(award, String(position), ({ validUntil }) => validUntil !== old.validUntil);
    expect(fresh.id).toBe(old.id);
    expect(old.validUntil.slice(0, 10)).toBe(yearsAfter(earned, 1));
    expect(fresh.validUntil.slice(0, 10)).toBe(yearsAfter(earned, 2));
    expect(Date.parse(fresh.validFrom)).toBeGreaterThan(Date.parse(old.validFrom));
    const { verifyCredential } = await vendor.read<{ verifyCredential: { steps: { step: string; outcome: string }[] } }>(
      'query ($input: VerifyCredentialInput!) { verifyCredential(input: $input) { steps { step outcome } } }',
      { input: { document: old } },
    );
    expect(verifyCredential.steps).toEqual(expect.arrayContaining([expect.objectContaining({ step: 'proof', outcome: 'VALID' })]));
  }, 60_000);

  it('lets the second attempt follow at once, and the third only a day after the second', async () => {
    const award = await keeper.award(associate, earned);
    expect(await renew(award, null)).toMatchObject({ award: null, userErrors: [{ code: 'ASSESSMENT_MISSING' }] });
    expect(await renew(award, false)).toMatchObject({ award: { version: 1 }, attempt: 1, retryAt: null, position: null, userErrors: [] });
    const second = await renew(award, false);
    expect(second).toMatchObject({ attempt: 2, userErrors: [] });
    expect(Date.parse(String(second.retryAt)) - Date.now()).toBeGreaterThan(23 * 3_600_000);
    expect(await renew(award, true)).toMatchObject({ award: null, retryAt: second.retryAt, position: null, userErrors: [{ code: 'RETRY_TOO_SOON', field: ['input', 'attempt'] }] });
    expect(await keeper.read(award)).toMatchObject({ version: 1, validUntil: yearsAfter(earned, 1) });
  });

  it('is refused before the window, after the end, and where nothing expires', async () => {
    const early: AwardMarked = await keeper.award(associate, dayFromNow({ months: -2 }));
    const opens = dayFromNow({ months: 4 });
    expect(await renew(early)).toMatchObject({ award: null, userErrors: [{ code: 'RENEWAL_WINDOW_NOT_OPEN', message: expect.stringContaining(opens.slice(0, 7)) }] });
    expect((await keeper.read(early)).maintenance).toMatchObject({ state: 'CURRENT' });
    const late = await keeper.award(associate, dayFromNow({ months: -14 }));
    expect(await renew(late)).toMatchObject({ award: null, userErrors: [{ code: 'RENEWAL_WINDOW_CLOSED' }] });
    expect(await keeper.read(late)).toMatchObject({ state: 'EXPIRED', maintenance: { state: 'LAPSED' } });
    expect(await renew(await keeper.award(fundamentals, earned))).toMatchObject({ award: null, userErrors: [{ code: 'RENEWAL_NOT_NEEDED' }] });
  });

  it('is earned anew after the end: another award, with the gap between the two', async () => {
    const late = await keeper.award(associate, dayFromNow({ months: -14 }));
    const again = await keeper.award(associate, dayFromNow({ days: -1 }), { earnerId: late.earnerId, identifier: null });
    expect(again.id).not.toBe(late.id);
    expect(await keeper.read(late)).toMatchObject({ state: 'EXPIRED', validUntil: yearsAfter(dayFromNow({ months: -14 }), 1) });
    expect(await keeper.read(again)).toMatchObject({ state: 'ACTIVE', validUntil: yearsAfter(dayFromNow({ days: -1 }), 1) });
  });
});
