import type { Holding, PathwayDefinition } from '@cairn/requirements';

/**
 * The first civil day after `asOf` on which the answer may change without any event: an award begins, expires, or a
 * suspension ends; the teach-out is over. Null when there is none.
 */
export function nextDue(definition: PathwayDefinition, holdings: readonly Holding[], asOf: string): string | null {
  const days = [definition.versioning?.teachOutUntil ?? null];
  for (const { issuedOn, expiresOn, revokedOn, suspensions } of holdings) {
    days.push(issuedOn, expiresOn, revokedOn, ...suspensions.flatMap(({ from, until }) => [from, until]));
  }
  let due: string | null = null;
  for (const day of days) if (day !== null && day > asOf && (due === null || day < due)) due = day;
  return due;
}
