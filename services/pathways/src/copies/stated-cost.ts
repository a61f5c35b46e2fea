import type { AchievementVersionText } from '@cairn/events';

/** What an achievement costs its earner, as its version states it. */
export interface StatedCost {
  readonly effortMinutes: number | null;
  /** At most two decimals; ISO 4217 code. */
  readonly price: { readonly amount: number; readonly currency: string } | null;
}

export function statedCost({ estimatedEffort, stated }: Pick<AchievementVersionText, 'estimatedEffort' | 'stated'>): StatedCost {
  return { effortMinutes: estimatedEffort === null ? null : minutesOf(estimatedEffort), price: priceOf(stated['price']) };
}

const form = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:\d+S)?)?$/;
/** Effort goes by work, not by the calendar: a day has eight hours, a week five days, a month four weeks, a year twelve months (decided). */
const minutes = [115_200, 9_600, 2_400, 480, 60, 1];

function minutesOf(duration: string): number | null {
  const parts = form.exec(duration)?.slice(1);
  if (!parts) return null;
  return Math.min(parts.reduce((sum, part, at) => sum + Number(part ?? 0) * (minutes[at] ?? 0), 0), 2_000_000_000);
}

function priceOf(price: unknown): StatedCost['price'] {
  if (typeof price !== 'object' || price === null) return null;
  const { amount, currency } = price as Record<string, unknown>;
  return typeof amount === 'number' && typeof currency === 'string' ? { amount, currency } : null;
}
