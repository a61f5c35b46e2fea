import type { DestinationChange, DestinationStep, EvaluatedDestination, StoredDestination } from './destination.js';

/**
 * Compares what is recorded of a milestone or an exit with what is now known; null when nothing changed. As with
 * completions the outcome depends on the evaluation alone, so that events in any order end alike.
 */
export function destinationChange(before: StoredDestination | null, now: EvaluatedDestination, make: { readonly newId: () => string; readonly pathwayVersion: string }): DestinationChange | null {
  const [first] = now.periods;
  if (!first) return before && before.state !== 'ANNULLED' ? annul(before) : null;
  const last = now.periods.at(-1) ?? first;
  const told: [DestinationStep['kind'], string][] = [];
  const reached = before === null || before.state === 'ANNULLED' || before.reachedOn !== first.from;
  if (reached) told.push(['reached', first.from]);
  if (last.until !== null) {
    if (reached || before.lostOn !== last.until) told.push(['lost', last.until]);
  } else if (!reached && before.lostOn !== null) {
    told.push(['restored', last.from]);
  }
  if (told.length === 0) return null;
  const start = (before?.version ?? 0) + 1;
  return {
    after: {
      id: before?.id ?? make.newId(),
      kind: now.kind,
      node: now.node,
      state: last.until === null ? 'CURRENT' : 'SUSPENDED',
      reachedOn: first.from,
      lostOn: last.until,
      version: start + told.length - 1,
      pathwayVersion: reached ? make.pathwayVersion : before.pathwayVersion,
      achievement: reached ? now.achievement : before.achievement,
    },
    steps: told.map(([kind, on], at) => ({ kind, on, version: start + at })),
  };
}

/** Knowledge changed: it never held. */
export function annul(before: StoredDestination): DestinationChange {
  const version = before.version + 1;
  return { after: { ...before, state: 'ANNULLED', lostOn: null, version }, steps: [{ kind: 'annulled', on: before.reachedOn, version }] };
}
