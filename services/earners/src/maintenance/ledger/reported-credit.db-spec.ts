import { principalOf } from '@cairn/access';
import { newId } from '@cairn/postgres';
import { aRegistrar, aService, type TestService } from '../../testing/service.js';
import { entryFields as entry, Keeper, type Posted, unitsRule } from '../testing/keeper.js';

interface Code {
  readonly creditCode: { readonly id: string; readonly code: string } | null;
  readonly userErrors: readonly { readonly code: string; readonly field: readonly string[] | null }[];
}
interface Audit {
  readonly creditAudit: { readonly id: string; readonly seed: string; readonly size: number; readonly population: number; readonly entries: readonly { readonly id: string; readonly audit: string }[] } | null;
  readonly userErrors: readonly { readonly code: string }[];
}

describe('credit that people report', () => {
  const clock = { at: Date.parse('2028-10-01T10:00:00Z'), now: () => clock.at };
  let service: TestService;
  let society: Keeper;
  let version: { achievement: string; achievementVersion: string };

  const holding = async (of: { achievementVersion: string } = version) => (await society.award(of, '2026-03-01', { origin: 'MIGRATED' })).id;
  const codeFor = (more: object = {}) =>
    society.ask<Code>(
      'createCreditCode',
      { achievementId: `ach_${version.achievement}`, category: 'technical', measure: 'units', amount: 2, on: '2028-09-01', uses: 3, until: '2028-12-01T00:00:00Z', ...more },
      'creditCode { id code uses until } userErrors { code field }',
    );
  const claim = (code: string | undefined, awardId?: string, by = society.staff) => society.ask<Posted>('claimCreditCode', { code, awardId }, entry, by);

  beforeAll(async () => {
    service = await aService({ clock });
    society = new Keeper(service);
    version = await society.published({ ...unitsRule, auditShare: 0.05 });
  });
  afterAll(() => service.close());

  it('is entered by a code once for each earner, and by no more earners than it is for', async () => {
    const { creditCode } = await codeFor();
    const awards = [await holding(), await holding(), await holding(), await holding()];
    const spelt = creditCode?.code.toLowerCase().replaceAll('-', ' ');
    expect(await claim(spelt, awards[0])).toMatchObject({ creditEntry: { state: 'POSTED' }, userErrors: [] });
    expect(await claim(creditCode?.code, awards[0])).toMatchObject({ creditEntry: null, userErrors: [{ code: 'CODE_USED', field: ['input', 'code'] }], position: null });
    const answers = await Promise.all(awards.slice(1).map((award) => claim(creditCode?.code, award)));
    expect(answers.flatMap(({ userErrors }) => userErrors.map(({ code }) => code))).toEqual(['CODE_USED']);
    expect(await society.cycle(String(awards[0]), '2028-10-01')).toMatchObject({ have: 2 });
    const rows = await service.database.work((tx) => tx.compose<{ text: string }>(`SELECT string_agg(t::text, ' ') AS text FROM credit_code t`));
    expect(rows[0]?.text).not.toContain(String(creditCode?.code.replaceAll('-', '')));
  });

  it('is claimed by the person who holds the award, and by nobody for another', async () => {
    const { creditCode } = await codeFor();
    const award = await holding();
    const account = newId();
    const person = principalOf({ kind: 'PERSON', actor: account, account });
    expect((await claim(creditCode?.code, undefined, person)).userErrors).toMatchObject([{ code: 'CLAIM_INVALID' }]);
    await service.database.work((tx) => tx.query(`UPDATE earner e SET state = 'CLAIMED', account_id = $2 FROM award a WHERE a.id = $1 AND e.id = a.earner_id`, [award.slice(4), account]));
    expect(await claim(creditCode?.code, undefined, person)).toMatchObject({ creditEntry: { state: 'POSTED' }, userErrors: [] });
    expect((await claim(creditCode?.code, undefined, person)).userErrors).toMatchObject([{ code: 'CODE_USED' }]);
    expect((await claim(creditCode?.code, await holding(), person)).userErrors).toMatchObject([{ code: 'CLAIM_INVALID' }]);
    expect((await society.read(award, undefined, person)).creditCycles).toMatchObject([{ have: 2 }]);
    expect((await claim('AAAA-BBBB-CCCC-DDDD', undefined, aRegistrar(newId(), []))).userErrors).toMatchObject([{ code: 'GRANT_MISSING' }]);
    expect((await claim(creditCode?.code, await holding(), aRegistrar(newId()))).userErrors).toMatchObject([{ code: 'CLAIM_INVALID' }]);
  });

  it('has no code that the rule would not take, or that is out of date', async () => {
    expect((await codeFor({ amount: 0.1 })).userErrors).toMatchObject([{ code: 'CREDIT_STEP_INVALID' }]);
    expect((await codeFor({ on: '2028-10-02' })).userErrors).toMatchObject([{ code: 'CREDIT_DATE_INVALID' }]);
    expect((await codeFor({ uses: 0 })).userErrors).toMatchObject([{ code: 'INVALID_VALUE', field: ['input', 'uses'] }]);
    expect((await codeFor({ until: '2028-10-01T09:00:00Z' })).userErrors).toMatchObject([{ code: 'INVALID_VALUE', field: ['input', 'until'] }]);
    const unruled = await service.published(society.tenant);
    expect((await codeFor({ achievementId: `ach_${unruled.achievement}` })).userErrors).toMatchObject([{ code: 'CREDIT_RULE_MISSING' }]);
    const early = await codeFor({ until: '2028-10-01T11:00:00Z' });
    const award = await holding();
    clock.at += 2 * 3_600_000;
    expect((await claim(early.creditCode?.code, award)).userErrors).toMatchObject([{ code: 'CLAIM_INVALID' }]);
  });

  describe('and is audited', () => {
    const draw = (input: object) =>
      society.ask<Audit>('drawCreditAudit', { achievementId: `ach_${audited.achievement}`, ...input }, 'creditAudit { id seed size population entries { id audit } } userErrors { code field } position');
    const decide = (creditEntryId: string | undefined, verdict: string) => society.ask<Posted>('decideCreditAudit', { creditEntryId, verdict }, entry);
    let audited: { achievement: string; achievementVersion: string };
    let award: string;

    beforeAll(async () => {
      audited = await society.published({ ...unitsRule, auditShare: 0.05, requirement: { ...unitsRule.requirement, atLeast: 60, floors: [], caps: [] } });
      award = await holding(audited);
      for (let n = 0; n < 100; n += 1) await society.post(award, '2028-05-01', 'technical', n < 80 ? 0.25 : 2, { reference: `audited/${n}` });
    });

    it('in a sample of 5 of 100 by a seed that is kept, of which one that is disallowed counts no more', async () => {
      expect(await society.read(award)).toMatchObject({ validUntil: '2032-03-01', creditCycles: [{ state: 'MET', have: 60 }] });
      const { creditAudit } = await draw({ seed: 'autumn 2028' });
      expect(creditAudit).toMatchObject({ seed: 'autumn 2028', size: 5, population: 100 });
      expect(creditAudit?.entries.map(({ audit }) => audit)).toEqual(Array(5).fill('SAMPLED'));
      expect((await society.read(award)).creditCycles).toMatchObject([{ state: 'MET', have: 60 }]);
      const [first, second] = creditAudit?.entries ?? [];
      expect(await decide(first?.id, 'CONFIRMED')).toMatchObject({ creditEntry: { state: 'POSTED', audit: 'CONFIRMED' }, userErrors: [] });
      expect(await decide(second?.id, 'DISALLOWED')).toMatchObject({ creditEntry: { state: 'REVERSED', reason: 'AUDIT_DISALLOWED', audit: 'DISALLOWED', version: 3 } });
      expect((await society.read(award)).creditCycles).toMatchObject([{ state: 'OPEN', uncounted: [{ entryId: second?.id, reason: 'AUDIT_DISALLOWED' }] }]);
      expect((await decide(second?.id, 'CONFIRMED')).userErrors).toMatchObject([{ code: 'CREDIT_STATE_INVALID' }]);
      const [row] = await service.database.work((tx) => tx.query<{ seed: string }>('SELECT seed FROM credit_audit WHERE id = $1', [creditAudit?.id.slice(4)]));
      expect(row?.seed).toBe('autumn 2028');
      const again = await draw({ size: 500 });
      expect(again.creditAudit?.entries.map(({ id }) => id)).not.toEqual(expect.arrayContaining([first?.id]));
    });

    it('by those who may, in samples of a size', async () => {
      expect((await draw({ size: 0 })).userErrors).toMatchObject([{ code: 'INVALID_VALUE' }]);
      expect((await draw({ seed: '' })).userErrors).toMatchObject([{ code: 'INVALID_VALUE' }]);
      expect((await draw({ achievementId: `ach_${newId()}` })).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
      const input = { achievementId: `ach_${audited.achievement}`, size: 1 };
      expect((await society.ask<Audit>('drawCreditAudit', input, 'userErrors { code }', aRegistrar(society.tenant, ['REVIEW']))).userErrors).toMatchObject([{ code: 'GRANT_MISSING' }]);
    });
  });
});
