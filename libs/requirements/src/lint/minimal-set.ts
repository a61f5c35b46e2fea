/**
 * A smallest part of what cannot hold together: without any one of its members the rest can (QuickXplain, Junker 2004).
 * Asks about as many times as it has members, times the logarithm of how many there are.
 *
 * @param holds whether some of them can hold together; what is not decided counts as holding, so that no claim rests on it
 */
export function minimalClash<T>(all: readonly T[], holds: (some: readonly T[]) => boolean): readonly T[] {
  const explain = (background: readonly T[], added: boolean, candidates: readonly T[]): readonly T[] => {
    if (added && !holds(background)) return [];
    if (candidates.length <= 1) return candidates;
    const half = candidates.length >> 1;
    const [first, second] = [candidates.slice(0, half), candidates.slice(half)];
    const fromSecond = explain([...background, ...first], first.length > 0, second);
    const fromFirst = explain([...background, ...fromSecond], fromSecond.length > 0, first);
    return [...fromFirst, ...fromSecond];
  };
  return explain([], false, all);
}
