import { type Refusal, refusal } from '@cairn/access';
import type { MaintenanceRuleInput, ProviderAccreditationKind } from '../schema.types.js';
import { isGiven, numberFault, tooMany } from './key-fault.js';
import { lineFault } from './markdown-fault.js';

/** What of a rule of maintenance is computed with. Members are there only when stated, so that the hashes of before hold. */
export interface MaintenanceTerms {
  /** The `node` of a `maintain` rule, as written. */
  readonly requirement?: object;
  readonly step?: number;
  readonly categories?: readonly { readonly code: string; readonly within?: string; readonly oncePerActivity: boolean }[];
  readonly conversions?: readonly { readonly from: string; readonly to: string; readonly factor: number }[];
  readonly creditsFromAwards?: boolean;
  readonly providerAccreditation?: { readonly kinds: readonly ProviderAccreditationKind[]; readonly body?: string };
  readonly retry?: { readonly atOnce: number; readonly waitHours: number };
}

const inHundredths = (amount: number): boolean => Number(amount.toFixed(2)) === amount;

/** Every fault in the form of the terms, each with its path. What the requirement means is looked at on publication. */
export function termsFaults({ requirement, step, categories, conversions, providerAccreditation, retry }: MaintenanceRuleInput, path: readonly string[]): Refusal[] {
  const invalid = (message: string, ...at: string[]) => refusal('INVALID_VALUE', message, ...path, ...at);
  return [
    ...(isGiven(requirement) && !isObject(requirement) ? [invalid('A requirement is a node, a JSON object.', 'requirement')] : []),
    ...(isGiven(step) && !(step > 0 && step <= 1_000 && inHundredths(step)) ? [invalid('A step is above 0, at most 1,000, with at most two decimals.', 'step')] : []),
    ...tooMany(categories, 30, [...path, 'categories']),
    ...(categories ?? []).flatMap(({ code, within }, index) => [
      ...lineFault(code, 100, [...path, 'categories', String(index), 'code']),
      ...(isGiven(within) && !(categories ?? []).slice(0, index).some((other) => other.code === within)
        ? [invalid('A category is part of one that is named before it.', 'categories', String(index), 'within')]
        : []),
    ]),
    ...tooMany(conversions, 10, [...path, 'conversions']),
    ...(conversions ?? []).flatMap(({ from, to, factor }, index) => [
      ...lineFault(from, 50, [...path, 'conversions', String(index), 'from']),
      ...lineFault(to, 50, [...path, 'conversions', String(index), 'to']),
      ...(factor > 0 && factor <= 100_000 && inHundredths(factor) ? [] : [invalid('A factor is above 0, at most 100,000, with at most two decimals.', 'conversions', String(index), 'factor')]),
    ]),
    ...(isGiven(providerAccreditation?.body) ? lineFault(providerAccreditation.body, 200, [...path, 'providerAccreditation', 'body']) : []),
    ...numberFault(retry?.atOnce, [1, 1_000], [...path, 'retry', 'atOnce']),
    ...numberFault(retry?.waitHours, [1, 8_760], [...path, 'retry', 'waitHours']),
  ];
}

export function toTerms({ requirement, step, categories, conversions, creditsFromAwards, providerAccreditation, retry }: MaintenanceRuleInput): MaintenanceTerms {
  return {
    ...(isObject(requirement) && { requirement }),
    ...(isGiven(step) && { step }),
    ...(categories && { categories: categories.map(({ code, within, oncePerActivity }) => ({ code: code.trim(), ...(isGiven(within) && { within: within.trim() }), oncePerActivity: oncePerActivity ?? false })) }),
    ...(conversions && { conversions: conversions.map(({ from, to, factor }) => ({ from: from.trim(), to: to.trim(), factor })) }),
    ...(isGiven(creditsFromAwards) && { creditsFromAwards }),
    ...(providerAccreditation && { providerAccreditation: { kinds: providerAccreditation.kinds ?? [], ...(isGiven(providerAccreditation.body) && { body: providerAccreditation.body.trim() }) } }),
    ...(retry && { retry: { atOnce: retry.atOnce, waitHours: retry.waitHours } }),
  };
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
