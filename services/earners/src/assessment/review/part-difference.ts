import { diffWordsWithSpace } from 'diff';

export interface TextChange {
  readonly kind: 'SAME' | 'ADDED' | 'REMOVED';
  readonly text: string;
}

/** What is different in a part between two filings. */
export interface PartDifference {
  readonly requirement: string;
  readonly changes: readonly TextChange[];
  readonly evidenceAdded: readonly string[];
  readonly evidenceRemoved: readonly string[];
}

/** A part of a filing as far as it is compared. */
export interface ComparedPart {
  readonly requirementKey: string;
  readonly text: string | null;
  readonly carriedFrom: number | null;
  readonly evidence: readonly { readonly id: string; readonly blindName: string }[];
}

/** Two texts that have nothing in common are not compared for longer than this. */
const patienceMs = 250;

/** What a filing changed of the one before: of the parts that are its own. Those carried over are the same. */
export const differencesOf = (before: readonly ComparedPart[], after: readonly ComparedPart[]): PartDifference[] =>
  after.flatMap((part) => {
    if (part.carriedFrom !== null) return [];
    const earlier = before.find(({ requirementKey }) => requirementKey === part.requirementKey);
    const [had, has] = [earlier?.evidence ?? [], part.evidence];
    const without = (some: typeof had, others: typeof had) => some.filter(({ id }) => !others.some((other) => other.id === id)).map(({ blindName }) => blindName);
    return [
      {
        requirement: part.requirementKey,
        changes: changesOf(earlier?.text ?? '', part.text ?? ''),
        evidenceAdded: without(has, had),
        evidenceRemoved: without(had, has),
      },
    ];
  });

/** Runs of words in their order; both texts can be put together of them. */
export function changesOf(before: string, after: string): TextChange[] {
  const runs = diffWordsWithSpace(before, after, { timeout: patienceMs });
  if (!runs) return [{ kind: 'REMOVED' as const, text: before }, { kind: 'ADDED' as const, text: after }].filter(({ text }) => text !== '');
  return runs.map(({ added, removed, value }) => ({ kind: added ? 'ADDED' : removed ? 'REMOVED' : 'SAME', text: value }));
}
