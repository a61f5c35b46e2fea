import { addDuration } from '../../duration.js';
import type { CivilDate } from '../../civil-date.js';
import type { World } from '../../facts/facts.js';
import type { Edge, Pathway } from '../../language/pathway.js';
import { placedNodes } from '../../language/places.js';
import type { Selector } from '../../language/selector.js';

/**
 * Days on which awards may be imagined to be issued, in order, so that every order that is possible among awards is possible
 * among these days: between any two days on which a rule changes, as many as there are edges that want a later day.
 */
export function conceivableDays(pathway: Pathway, edges: readonly Edge[], achievements: readonly string[], world: World): CivilDate[] {
  const changes = [...new Set([...windowsIn(pathway), ...changesOf(pathway, achievements, world)])].sort();
  const many = 1 + edges.filter(({ mode }) => mode === 'strictlyAfter').length;
  const fromTheEnd = edges.some(({ within }) => within !== undefined);
  const days = new Set<CivilDate>();
  const run = (from: CivilDate, until: CivilDate | null, step: string, times: number): void => {
    for (let at = 0; at < many; at += 1) {
      const day = addDuration(from, step, at * times);
      if (until !== null && (times > 0 ? day >= until : day < until)) return;
      days.add(day);
    }
  };
  const [first = '2000-01-01'] = changes;
  run(addDuration(first, 'P1D', -1), null, 'P1D', -1);
  for (const [at, change] of changes.entries()) {
    const end = changes[at + 1] ?? null;
    run(change, end, 'P1D', 1);
    if (fromTheEnd && end !== null) run(addDuration(end, 'P1D', -1), change, 'P1D', -1);
  }
  return [...days].sort();
}

/** Bounds of selectors and equivalences. */
function windowsIn(pathway: Pathway): CivilDate[] {
  const found: (CivilDate | undefined)[] = (pathway.policy.equivalences ?? []).flatMap(({ from, until }) => [from, until]);
  for (const selector of selectorsIn(pathway)) found.push(selector.issuedFrom, selector.issuedUntil);
  return found.filter((day) => day !== undefined);
}

/** Days on which an issuer's standing or an achievement's metadata changes, where the definition looks at them. */
function changesOf(pathway: Pathway, achievements: readonly string[], world: World): CivilDate[] {
  const issuers = new Set(achievements.flatMap((one) => world.metadataOn(one, '9999-12-31').issuer ?? []));
  const standing = [...issuers].flatMap((issuer) => world.trustGroups(issuer).flatMap(({ from, until }) => [from, until]));
  const looksAtTrust = [...selectorsIn(pathway), pathway.policy.acceptedIssuers ?? {}].some(({ trustGroup, minTrustTier }) => trustGroup !== undefined || minTrustTier !== undefined);
  return [...(looksAtTrust ? standing : []).filter((day) => day !== undefined), ...achievements.flatMap((one) => world.metadataDays(one))];
}

/** Every selector of a definition, those within others included. */
export function* selectorsIn(pathway: Pathway): Generator<Selector> {
  for (const { part } of placedNodes(pathway)) {
    if (part.kind === 'award' && part.where) yield* within(part.where);
    if ('from' in part) yield* within(part.from);
    if (part.kind === 'count' || part.kind === 'sum') for (const { where } of [...(part.caps ?? []), ...(part.floors ?? [])]) yield* within(where);
  }
}

function* within(selector: Selector): Generator<Selector> {
  yield selector;
  for (const one of selector.anyOf ?? []) yield* within(one);
  if (selector.exclude) yield* within(selector.exclude);
}
