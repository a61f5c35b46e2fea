import { type Refusal, refusal } from '@cairn/access';
import type { KeepingRule } from '../rule/keeping-rule.js';
import type { CreditFacts } from './credit-entry.js';

const measureMax = 50;
const activityMax = 200;

/** What a rule has against an entry, every fault at once. Days are civil days. */
export function checkEntry(facts: CreditFacts, rule: KeepingRule, { anchor, today }: { readonly anchor: string; readonly today: string }): Refusal[] {
  const { amount, category, measure, on, activity } = facts;
  const whole = Number.isInteger(amount) && amount > 0 && amount <= 1e11;
  return [
    ...(whole && amount % rule.step === 0 ? [] : [refusal('CREDIT_STEP_INVALID', `Amounts are above 0 and multiples of ${rule.step / 100}.`, 'amount')]),
    ...(on > today ? [refusal('CREDIT_DATE_INVALID', 'The activity lies in the future.', 'on')] : []),
    ...(on < anchor ? [refusal('CREDIT_DATE_INVALID', `The maintenance began on ${anchor}; what was done before does not count.`, 'on')] : []),
    ...(isLine(measure, measureMax) ? [] : [refusal('INVALID_VALUE', `A measure has 1 to ${measureMax} characters.`, 'measure')]),
    ...(activity === null || isLine(activity, activityMax) ? [] : [refusal('INVALID_VALUE', `An activity is named by 1 to ${activityMax} characters.`, 'activity')]),
    ...(rule.categories !== null && (category === null || !rule.categories.has(category)) ? [refusal('INVALID_VALUE', `The category is one of ${[...rule.categories.keys()].join(', ')}.`, 'category')] : []),
  ];
}

/** An amount as it is stated in hundredths; not whole when it has more than two decimals. */
export const inHundredths = (amount: number): number => (Number(amount.toFixed(2)) === amount ? Math.round(amount * 100) : Number.NaN);

const isLine = (text: string, max: number): boolean => text.trim().length > 0 && text.length <= max && !/\p{Cc}/u.test(text);
