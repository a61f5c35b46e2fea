import type { Answer } from '@cairn/requirements';
import type { CompletionKind, CompletionStep, Ground, StoredCompletion } from './completion.js';

/** A completion after an evaluation, and what has to be told of it; null when nothing changed. */
export interface CompletionChange {
  readonly after: StoredCompletion;
  readonly steps: readonly CompletionStep[];
}

/**
 * Compares what is recorded with what is now known. The outcome depends on the evaluation alone, not on the way there,
 * so that events in any order end alike; only an annulled row keeps that something was told that never held.
 *
 * @param groundOn what it rests on, asked for when the completion day is new
 */
export function completionChange(
  before: StoredCompletion | null,
  { complete, completedOn, currentSince, lapsedOn, vacuous }: Pick<Answer, 'complete' | 'completedOn' | 'currentSince' | 'lapsedOn' | 'vacuous'>,
  make: { readonly newId: () => string; readonly groundOn: (day: string) => { readonly counted: readonly string[]; readonly ground: Ground } },
): CompletionChange | null {
  // What could not be decided in time neither gives nor takes.
  if (complete === null) return null;
  // S11: nothing is ever issued for what is satisfied with nothing.
  if (completedOn === null || vacuous) return before && before.state !== 'ANNULLED' ? annul(before) : null;
  const reached = before === null || before.state === 'ANNULLED' || before.completedOn !== completedOn;
  const told: [CompletionKind, string][] = [];
  if (reached) told.push(['reached', completedOn]);
  if (lapsedOn !== null) {
    if (reached || before.lapsedOn !== lapsedOn) told.push(['lost', lapsedOn]);
  } else if (!reached && before.currentSince !== currentSince && currentSince !== null) {
    told.push(['restored', currentSince]);
  }
  if (told.length === 0) return null;
  const first = (before?.version ?? 0) + 1;
  const { counted, ground } = reached ? make.groundOn(completedOn) : { counted: before.countedAwards, ground: before.ground };
  return {
    after: {
      id: before?.id ?? make.newId(),
      state: lapsedOn === null ? 'CURRENT' : 'SUSPENDED',
      completedOn,
      currentSince,
      lapsedOn,
      countedAwards: counted,
      ground,
      version: first + told.length - 1,
    },
    steps: told.map(([kind, on], at) => ({ kind, on, version: first + at })),
  };
}

/** Knowledge changed: it never held. The row stays, with the day that was told. */
function annul(before: StoredCompletion): CompletionChange {
  const version = before.version + 1;
  return {
    after: { ...before, state: 'ANNULLED', currentSince: null, lapsedOn: null, version },
    steps: [{ kind: 'annulled', on: before.completedOn, version }],
  };
}
