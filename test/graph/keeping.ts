import type { TestTenant, UserError } from '@cairn/testkit';
import { type AchievementMarked, aDraftAchievement, anAward, type AwardMarked, eventually, type Marked, publish } from './arrange.js';

/** Maintenance of awards as the stories of S9 to S11 speak of it. Nobody turns the clock of a registry, so days are told from today. */
const refusals = 'userErrors { code field message }';

/** A civil day in UTC so many months (or days) from today; negative ones are past. */
export function dayFromNow({ months = 0, days = 0 }: { readonly months?: number; readonly days?: number }): string {
  const now = new Date();
  const first = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  const on = Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), Math.min(now.getUTCDate(), last));
  return new Date(on + days * 86_400_000).toISOString().slice(0, 10);
}

/** So many years after a civil day, clamped to the end of its month. */
export function yearsAfter(day: string, years: number): string {
  const [year = 0, month = 1, of = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year + years, month, 0)).getUTCDate();
  return new Date(Date.UTC(year + years, month - 1, Math.min(of, last))).toISOString().slice(0, 10);
}

/** A published achievement whose awards have to be maintained. */
export async function aMaintained(tenant: TestTenant, issuer: Marked, title: string, maintenance: object, more: object = {}): Promise<AchievementMarked> {
  const stated = { learningOutcomes: [`Explains what ${title} is about.`], maintenance };
  const draft = await aDraftAchievement(tenant, issuer, title, { validity: 'MAINTAINED', ...more, stated });
  return { ...draft, position: await publish(tenant, draft.versionId) };
}

export interface KeptAward {
  readonly state: string;
  readonly validUntil: string;
  readonly version: number;
  readonly suspensionCauses: readonly string[];
  readonly terms: readonly { readonly number: number; readonly from: string; readonly until: string }[];
  readonly maintenance: { readonly state: string; readonly opensOn: string | null; readonly dueBy: string | null; readonly lapsesOn: string | null } | null;
  readonly creditCycles: readonly KeptCycle[] | null;
}
export interface KeptCycle {
  readonly number: number;
  readonly state: string;
  readonly have: number;
  readonly need: number;
  readonly carriedOut: number;
  readonly metOn: string | null;
  readonly lacking: readonly { readonly floor: string | null; readonly lacks: number }[];
  readonly entryIds: readonly string[];
  readonly uncounted: readonly { readonly state: string; readonly reason: string | null }[];
}
export interface Entered {
  readonly creditEntry: { readonly id: string; readonly state: string } | null;
  readonly position: string | null;
  readonly userErrors: readonly UserError[];
}

const cycle = 'number state have need carriedIn carriedOut metOn lacking { node floor have need lacks } entryIds uncounted { entryId state reason }';

/** A client that keeps ledgers. */
export class Keeper {
  private students = 0;

  constructor(readonly tenant: TestTenant) {}

  /** A new award, for somebody new unless an earner is named; its ledger is there once it is known to be kept. */
  async award(achievement: AchievementMarked, awardedOn: string, more: object = {}): Promise<AwardMarked> {
    return anAward(this.tenant, achievement, `K-${(this.students += 1)}-${Math.random().toString(36).slice(2, 8)}`, { awardedOn, ...more });
  }

  did(name: string, input: object, fields: string): Promise<Entered> {
    return this.tenant.mutate(`mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { ${fields} ${refusals} } }`, { input }, { refusals: 'expected' });
  }

  post(award: Marked, on: string, category: string | null, amount: number, more: object = {}): Promise<Entered> {
    return this.did('postCreditEntry', { awardId: award.id, on, category, amount, measure: 'units', ...more }, 'creditEntry { id state reason } position');
  }

  async read(award: Marked, asOf?: string): Promise<KeptAward> {
    const { award: read } = await this.tenant.read<{ award: KeptAward }>(
      `query ($id: ID!, $asOf: Date) { award(id: $id) { state validUntil version suspensionCauses terms { number from until }
         maintenance(asOf: $asOf) { state opensOn dueBy lapsesOn } creditCycles(asOf: $asOf) { ${cycle} } } }`,
      { id: award.id, asOf },
    );
    return read;
  }

  async cycle(award: Marked, asOf: string, knownAsOf?: string): Promise<KeptCycle | null> {
    const { creditCycle } = await this.tenant.read<{ creditCycle: KeptCycle | null }>(
      `query ($awardId: ID!, $asOf: Date, $knownAsOf: DateTime) { creditCycle(awardId: $awardId, asOf: $asOf, knownAsOf: $knownAsOf) { ${cycle} } }`,
      { awardId: award.id, asOf, knownAsOf },
    );
    return creditCycle;
  }

  becomes(award: Marked, wanted: (award: KeptAward) => boolean): Promise<KeptAward> {
    return eventually(() => this.read(award), wanted);
  }
}
