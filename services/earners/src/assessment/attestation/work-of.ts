import type { Work } from '../../award/award.js';
import type { AttestedWork } from './attested-work.js';

const hostMax = 200;

/** What an award says of practice at work: hosts and hours of all that was attested, from the first day to the last; null when nothing was. */
export function workOf(attested: readonly AttestedWork[]): Work | null {
  const hosts = [...new Set(attested.flatMap(({ host }) => host ?? []))];
  const [first, ...more] = hosts;
  if (first === undefined) return null;
  const host = more.reduce((all, one) => (all.length + one.length + 2 <= hostMax ? `${all}, ${one}` : all), first);
  const [from = null] = attested.map((work) => work.from).sort();
  const until = attested.map((work) => work.until).sort().at(-1) ?? null;
  // Added as hundredths: hours have two decimals.
  const hours = attested.reduce((sum, work) => sum + Math.round(work.hours * 100), 0) / 100;
  return { host, from, until, hours };
}
