import type { ProviderRule } from '../rule/keeping-rule.js';

/** One version of what a body states about a provider, over [from, until). */
export interface AccreditationCopy {
  /** Who recorded it. */
  readonly tenant: string;
  readonly id: string;
  readonly version: number;
  readonly provider: string;
  readonly body: string;
  readonly kind: string;
  readonly from: string;
  readonly until: string | null;
  readonly recordedAt: Date;
}

/** Whether a provider was, on the day of an activity, what a rule asks for; by the last version of each statement. */
export function isAccredited(rule: ProviderRule, versions: readonly AccreditationCopy[], day: string): boolean {
  const last = new Map<string, AccreditationCopy>();
  for (const one of versions) if ((last.get(one.id)?.version ?? 0) < one.version) last.set(one.id, one);
  return [...last.values()].some(
    ({ kind, body, from, until }) => (rule.kinds.length === 0 || rule.kinds.includes(kind)) && (rule.body === null || rule.body === body) && from <= day && (until === null || day < until),
  );
}
