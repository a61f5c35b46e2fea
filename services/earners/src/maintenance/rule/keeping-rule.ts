import { addDuration, isCivilDate, isDuration, type Maintenance, type Node, type RuleToKeep } from '@cairn/requirements';

/** A category of credit with all that it is part of. */
export interface Category {
  readonly tags: readonly string[];
  readonly oncePerActivity: boolean;
}

/** What a provider has to be on the day of an activity. */
export interface ProviderRule {
  readonly kinds: readonly string[];
  readonly body: string | null;
}

/** A maintenance rule by cycles of credit, taken from what a version states. */
export interface KeepingRule {
  /** One day for everybody; null: the day of the award. */
  readonly anchorDate: string | null;
  readonly cycle: string;
  readonly grace: string | null;
  readonly reinstateWithin: string | null;
  readonly carryOverAtMost: number | null;
  readonly window: string | null;
  readonly node: Node;
  readonly conversions: NonNullable<RuleToKeep['conversions']>;
  /** Hundredths of which amounts are multiples. */
  readonly step: number;
  /** By word; null: any word is one. */
  readonly categories: ReadonlyMap<string, Category> | null;
  readonly provider: ProviderRule | null;
  readonly creditsFromAwards: boolean;
  readonly auditShare: number | null;
  readonly shortfall: 'SUSPEND' | 'EXPIRE' | 'NOTICE';
}

/** What a version says of how it is kept valid: as it was told, so nothing of it is certain. */
export interface Stated {
  readonly validity: string | null;
  readonly maintenance: Readonly<Record<string, unknown>> | null;
}

/** The rule of a version whose validity is MAINTAINED; null where nothing is counted in cycles. */
export function keepingRuleOf({ validity, maintenance }: Stated): KeepingRule | null {
  if (validity !== 'MAINTAINED' || !maintenance) return null;
  const cycle = durationOf(maintenance.cycle);
  const node = (isRecord(maintenance.requirement) ? maintenance.requirement : nodeOf(listOf(maintenance.credits))) as Node | null;
  if (cycle === null || node === null) return null;
  const provider = isRecord(maintenance.providerAccreditation) ? maintenance.providerAccreditation : null;
  return {
    anchorDate: maintenance.anchor === 'DATE' && typeof maintenance.anchorDate === 'string' && isCivilDate(maintenance.anchorDate) ? maintenance.anchorDate : null,
    cycle,
    grace: durationOf(maintenance.grace),
    reinstateWithin: durationOf(maintenance.reinstateWithin),
    carryOverAtMost: numberOf(maintenance.carryOverAtMost),
    window: durationOf(maintenance.window),
    node,
    conversions: listOf(maintenance.conversions) as unknown as KeepingRule['conversions'],
    step: Math.max(1, Math.round((numberOf(maintenance.step) ?? 0.01) * 100)),
    categories: Array.isArray(maintenance.categories) ? categoriesOf(listOf(maintenance.categories)) : null,
    provider: provider && { kinds: Array.isArray(provider.kinds) ? provider.kinds.filter((kind) => typeof kind === 'string') : [], body: typeof provider.body === 'string' ? provider.body : null },
    creditsFromAwards: maintenance.creditsFromAwards === true,
    auditShare: numberOf(maintenance.auditShare),
    shortfall: maintenance.shortfall === 'EXPIRE' || maintenance.shortfall === 'NOTICE' ? maintenance.shortfall : 'SUSPEND',
  };
}

/** The day from which the cycles of an award are counted: of an anchor for everybody the last boundary that is not after the award. */
export function anchorOf({ anchorDate, cycle }: KeepingRule, awardedOn: string): string {
  if (anchorDate === null) return awardedOn;
  let boundary = anchorDate;
  for (let at = 1; addDuration(anchorDate, cycle, at) <= awardedOn && addDuration(anchorDate, cycle, at) > boundary; at += 1) boundary = addDuration(anchorDate, cycle, at);
  return boundary;
}

/** First day on which an award no longer holds that has been kept up for so many cycles: the end of the next one and of its grace. */
export function endAfter(rule: KeepingRule, awardedOn: string, settled: number): string {
  const end = addDuration(anchorOf(rule, awardedOn), rule.cycle, settled + 1);
  return rule.grace === null ? end : addDuration(end, rule.grace);
}

/** The rule in the words of the requirement language, anchored at a day. */
export function ruleFrom(rule: KeepingRule, anchor: string, node: Node = rule.node): RuleToKeep {
  const { cycle, grace, reinstateWithin, carryOverAtMost, conversions } = rule;
  const maintain: Maintenance = {
    anchor: { on: 'date', date: anchor },
    cycle,
    node,
    ...(grace !== null && { grace }),
    ...(reinstateWithin !== null && { reinstateWithin }),
    ...(carryOverAtMost !== null && { carryOver: { atMost: carryOverAtMost } }),
  };
  return { rule: maintain, conversions };
}

/** Plain amounts as requirements: each of them in its category. */
function nodeOf(credits: readonly Readonly<Record<string, unknown>>[]): Record<string, unknown> | null {
  const sums = credits.map(({ unit, amount, category }, at) => ({
    id: `credits-${at}`,
    kind: 'sum',
    measure: unit,
    atLeast: amount,
    ledger: 'entries',
    from: typeof category === 'string' ? { tag: category } : {},
  }));
  return sums.length > 1 ? { id: 'credits', kind: 'all', of: sums } : (sums[0] ?? null);
}

function categoriesOf(stated: readonly Readonly<Record<string, unknown>>[]): Map<string, Category> {
  const categories = new Map<string, Category>();
  for (const { code, within, oncePerActivity } of stated) {
    if (typeof code !== 'string') continue;
    const above = typeof within === 'string' ? (categories.get(within)?.tags ?? []) : [];
    categories.set(code, { tags: [code, ...above], oncePerActivity: oncePerActivity === true });
  }
  return categories;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value: unknown): Readonly<Record<string, unknown>>[] => (Array.isArray(value) ? value.filter(isRecord) : []);
const durationOf = (value: unknown): string | null => (typeof value === 'string' && isDuration(value) ? value : null);
const numberOf = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : null);
