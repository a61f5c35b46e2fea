import { destinationChange } from './destination-steps.js';
import type { StoredDestination } from './destination.js';

const make = { newId: () => 'new', pathwayVersion: 'v1' };
const milestone = (...periods: [string, string | null][]) => ({ kind: 'MILESTONE' as const, node: 'm', achievement: 'A', periods: periods.map(([from, until]) => ({ from, until })) });
const stored = (given: Partial<StoredDestination> = {}): StoredDestination => ({
  id: 'old',
  kind: 'MILESTONE',
  node: 'm',
  state: 'CURRENT',
  reachedOn: '2026-03-01',
  lostOn: null,
  version: 1,
  pathwayVersion: 'v1',
  achievement: 'A',
  ...given,
});
const suspended = stored({ state: 'SUSPENDED', lostOn: '2026-04-01', version: 2 });

describe('destinationChange', () => {
  it.each<[string, StoredDestination | null, [string, string | null][], string[] | undefined]>([
    ['nothing of nothing', null, [], undefined],
    ['a milestone that is reached', null, [['2026-03-01', null]], ['reached 2026-03-01 v1']],
    ['one that was reached and lost before anybody looked', null, [['2026-03-01', '2026-04-01']], ['reached 2026-03-01 v1', 'lost 2026-04-01 v2']],
    ['nothing when nothing changed', stored(), [['2026-03-01', null]], undefined],
    ['that it was lost', stored(), [['2026-03-01', '2026-04-01']], ['lost 2026-04-01 v2']],
    ['that it came back', suspended, [['2026-03-01', '2026-04-01'], ['2026-05-01', null]], ['restored 2026-05-01 v3']],
    ['that it never held', stored(), [], ['annulled 2026-03-01 v2']],
    ['nothing more of what never held', stored({ state: 'ANNULLED', version: 2 }), [], undefined],
    ['an earlier day that was learnt late', stored(), [['2026-02-01', null]], ['reached 2026-02-01 v2']],
  ])('tells %s', (_sentence, before, periods, told) => {
    const change = destinationChange(before, milestone(...periods), make);
    expect(change?.steps.map(({ kind, on, version }) => `${kind} ${on} v${version}`)).toEqual(told);
    if (change) expect(change.after.version).toBe(change.steps.at(-1)?.version);
  });
});
