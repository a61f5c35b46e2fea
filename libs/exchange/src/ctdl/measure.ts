import { termOf } from './terms.js';

/** Credit units of CTDL that have a name of their own in the language. */
const units = new Map([
  ['ContactHour', 'hours'],
  ['ContinuingEducationUnit', 'ceu'],
  ['SemesterHours', 'sch'],
]);
const measures = new Map([...units].map(([unit, measure]) => [measure, unit]));

export function measureOf(unit: string): string {
  const term = termOf(unit);
  return units.get(term) ?? (term.replace(/[^A-Za-z0-9_.:-]+/g, '-').slice(0, 64) || 'credits');
}

export function unitOf(measure: string): string {
  const unit = measures.get(measure);
  return unit === undefined ? measure : `creditUnit:${unit}`;
}
