import type { Pair } from './matching.js';

/** Each pair has one identity, each unit one identity and each identity one unit: counting either is the same. */
export function areOneToOne(pairs: readonly Pair[]): boolean {
  const [byUnit, byIdentity] = [new Map<string, string>(), new Map<string, string>()];
  for (const { unit, identities } of pairs) {
    const [identity = '', ...others] = identities;
    if (others.length > 0 || (byUnit.get(unit) ?? identity) !== identity || (byIdentity.get(identity) ?? unit) !== unit) return false;
    byUnit.set(unit, identity);
    byIdentity.set(identity, unit);
  }
  return true;
}
