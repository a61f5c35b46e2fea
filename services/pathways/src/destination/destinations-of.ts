import type { Answer } from '@cairn/requirements';
import type { CompiledPathway } from '../progress/compiled-version.js';
import type { EnrolmentToEvaluate } from '../progress/earner-records.js';
import { annul, destinationChange } from './destination-steps.js';
import type { DestinationChange, EvaluatedDestination } from './destination.js';

/** What has changed of the milestones and exits of an enrolment. What was never undone by a decided answer stands. */
export function destinationChanges(enrolment: EnrolmentToEvaluate, pathway: CompiledPathway, found: Answer, newId: () => string): DestinationChange[] {
  const { destinations } = enrolment;
  if (destinations.length === 0 && !pathway.versions.some(({ hasDestinations }) => hasDestinations)) return [];
  const now = found.vacuous ? [] : [...milestones(enrolment, found), ...exits(pathway, found)];
  const governing = pathway.versions.find(({ rules }) => rules.number === (found.completingVersion ?? found.governingVersion));
  const make = { newId, pathwayVersion: governing?.id ?? enrolment.pathwayVersion };
  const keyOf = ({ kind, node }: { kind: string; node: string }) => `${kind} ${node}`;
  const stored = new Map(destinations.map((one) => [keyOf(one), one]));
  const changes = now.flatMap((one) => destinationChange(stored.get(keyOf(one)) ?? null, one, make) ?? []);
  const named = new Set(now.map(keyOf));
  const gone = destinations.filter((one) => one.state !== 'ANNULLED' && !named.has(keyOf(one))).map(annul);
  // What was not decided in time takes nothing away.
  const open = found.leftOpen();
  return [...changes, ...gone].filter(({ after, steps }) => (found.exact && !open.has(after.node)) || steps.every(({ kind }) => kind === 'reached' || kind === 'restored'));
}

/** None is reached on or after the day of withdrawal; earlier ones keep their state. */
function milestones({ withdrawnOn }: EnrolmentToEvaluate, found: Answer): EvaluatedDestination[] {
  return [...found.milestones()].map(([node, { achievement, autoIssue, periods }]) => {
    const tooLate = withdrawnOn !== null && periods[0] !== undefined && periods[0].from >= withdrawnOn;
    return { kind: 'MILESTONE', node, achievement: autoIssue ? achievement : null, periods: tooLate ? [] : periods };
  });
}

/** Whoever stepped off has stepped off: an exit is never lost. Of several versions the latest names its badge. */
function exits({ versions }: CompiledPathway, found: Answer): EvaluatedDestination[] {
  const badges = new Map(versions.flatMap(({ rules }) => (rules.pathway.offRamps ?? []).map(({ id, achievement }) => [id, achievement ?? null] as const)));
  return [...found.exits()].map(([node, on]) => ({ kind: 'EXIT', node, achievement: badges.get(node) ?? null, periods: on === null ? [] : [{ from: on, until: null }] }));
}
