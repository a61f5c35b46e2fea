import { hash } from 'node:crypto';
import type { Verdict } from './verdict.js';

/** What an evaluation comes to, whenever it was made: two that have the same one need not both be stored. A UUID. */
export function fingerprintOf({ progress: { asOf: _day, evaluatedAt: _instant, ...progress }, dueOn, steps }: Verdict): string {
  return hash('md5', JSON.stringify([progress, dueOn, steps]));
}
