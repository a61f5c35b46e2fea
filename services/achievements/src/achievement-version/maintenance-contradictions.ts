import { type Refusal, refusal } from '@cairn/access';
import { addDuration, isDuration, parsePathway } from '@cairn/requirements';
import type { VersionText } from './achievement-version.js';
import type { MaintenanceRule } from './version-facts.js';

const place = ['version', 'stated', 'maintenance'] as const;
const someDay = '2025-01-01';
/** A registry judges every cycle of an award: a shorter one is no maintenance. */
const shortestCycle = addDuration(someDay, 'P1W');
/** How parsePathway calls the node within the document that is made around it. */
const wrapped = ['requirements', '0', 'node'] as const;

/** Where a rule of maintenance cannot be kept: what it asks for is no requirement of the language, or it lacks its cycle. */
export function maintenanceContradictions({ validity, stated: { maintenance: rule } }: VersionText): Refusal[] {
  if (!rule) return [];
  const invalid = (message: string, ...at: string[]) => refusal('INVALID_VALUE', message, ...place, ...at);
  const missing = (message: string, ...at: string[]) => refusal('FIELD_MISSING', message, ...place, ...at);
  const counts = rule.requirement !== undefined || rule.credits.length > 0;
  const durations = (['cycle', 'window', 'grace', 'reinstateWithin'] as const).filter((name) => rule[name] !== null);
  return [
    ...durations.flatMap((name) => (isDuration(rule[name] ?? '') ? [] : [invalid('This is whole years, months, weeks or days, for example `P3Y` or `P90D`.', name)])),
    ...(rule.cycle !== null && isDuration(rule.cycle) && addDuration(someDay, rule.cycle) < shortestCycle ? [invalid('A cycle has a week at least.', 'cycle')] : []),
    ...(validity === 'MAINTAINED' && counts && rule.cycle === null ? [missing('What is counted in cycles needs their length.', 'cycle')] : []),
    ...(rule.requirement === undefined ? [] : requirementFaults(rule, rule.requirement)),
  ];
}

function requirementFaults({ cycle, grace, reinstateWithin, carryOverAtMost, conversions }: MaintenanceRule, node: object): Refusal[] {
  const parsed = parsePathway({
    language: 'cairn-pathway/1',
    requirements: [
      {
        id: 'maintained',
        kind: 'maintain',
        anchor: { on: 'enrolment' },
        cycle: cycle ?? 'P1Y',
        node,
        ...(grace !== null && { grace }),
        ...(reinstateWithin !== null && { reinstateWithin }),
        ...(carryOverAtMost !== null && { carryOver: { atMost: carryOverAtMost } }),
      },
    ],
    policy: { sharing: 'shared', ...(conversions && { conversions }) },
  });
  if (parsed.ok) return [];
  const isWithin = (path: readonly string[]) => wrapped.every((key, at) => path[at] === key);
  return parsed.refusals.map(({ code, path, message }) => refusal('REQUIREMENT_INVALID', `${code}: ${message}`, ...place, 'requirement', ...(isWithin(path) ? path.slice(wrapped.length) : [])));
}
