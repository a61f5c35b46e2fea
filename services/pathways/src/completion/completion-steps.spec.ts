import { completionEventId } from './completion-event-id.js';
import type { StoredCompletion } from './completion.js';
import { completionChange } from './completion-steps.js';

const never = { complete: false, completedOn: null, currentSince: null, lapsedOn: null, vacuous: false };
const current = { complete: true, completedOn: '2026-03-01', currentSince: '2026-03-01', lapsedOn: null, vacuous: false };
const lapsed = { complete: false, completedOn: '2026-03-01', currentSince: null, lapsedOn: '2026-04-01', vacuous: false };
const again = { ...current, currentSince: '2026-05-01' };
const make = { newId: () => 'new', groundOn: (day: string) => ({ counted: [`award of ${day}`], ground: { version: 2, method: 'linear' as const, inputs: [{ award: `award of ${day}`, version: 3 }] } }) };

const stored = (given: Partial<StoredCompletion>): StoredCompletion => ({
  id: 'old',
  state: 'CURRENT',
  completedOn: '2026-03-01',
  currentSince: '2026-03-01',
  lapsedOn: null,
  countedAwards: ['kept'],
  ground: null,
  version: 1,
  ...given,
});
const suspended = stored({ state: 'SUSPENDED', currentSince: null, lapsedOn: '2026-04-01', version: 2 });
const annulled = stored({ state: 'ANNULLED', currentSince: null, version: 2 });

describe('completionChange', () => {
  it.each([
    ['nothing of nothing', null, never, undefined],
    ['a completion when every requirement holds', null, current, ['reached 2026-03-01 v1']],
    ['a completion and its lapse when both are learnt at once', null, lapsed, ['reached 2026-03-01 v1', 'lost 2026-04-01 v2']],
    ['nothing when nothing changed', stored({}), current, undefined],
    ['a lapse', stored({}), lapsed, ['lost 2026-04-01 v2']],
    ['a restoration', suspended, again, ['restored 2026-05-01 v3']],
    ['a lapse on another day', suspended, { ...lapsed, lapsedOn: '2026-03-20' }, ['lost 2026-03-20 v3']],
    ['an earlier completion that was learnt late', stored({}), { ...current, completedOn: '2026-02-01', currentSince: '2026-02-01' }, ['reached 2026-02-01 v2']],
    ['that it never held', stored({}), never, ['annulled 2026-03-01 v2']],
    ['nothing more of what never held', annulled, never, undefined],
    ['a completion after one that never held', annulled, current, ['reached 2026-03-01 v3']],
    ['nothing when it was not decided in time', stored({}), { ...never, complete: null }, undefined],
    ['nothing of what is satisfied with nothing', null, { ...current, vacuous: true }, undefined],
  ])('tells %s', (_, before, evaluation, told) => {
    const change = completionChange(before, evaluation, make);
    expect(change?.steps.map(({ kind, on, version }) => `${kind} ${on} v${version}`)).toEqual(told);
    if (change) expect(change.after.version).toBe(change.steps.at(-1)?.version);
  });

  it('keeps the awards counted when it was reached, until it is reached on another day', () => {
    expect(completionChange(suspended, again, make)?.after.countedAwards).toEqual(['kept']);
    expect(completionChange(annulled, current, make)?.after.countedAwards).toEqual(['award of 2026-03-01']);
  });

  it('keeps what it rests on, until it is reached on another day', () => {
    expect(completionChange(suspended, again, make)?.after.ground).toBeNull();
    expect(completionChange(null, current, make)?.after.ground).toEqual({ version: 2, method: 'linear', inputs: [{ award: 'award of 2026-03-01', version: 3 }] });
  });

  it('keeps the id of the row', () => {
    expect(completionChange(null, current, make)?.after.id).toBe('new');
    expect(completionChange(annulled, current, make)?.after.id).toBe('old');
  });
});

describe('completionEventId', () => {
  const step = { kind: 'reached', on: '2026-03-01', version: 1 } as const;

  it('is the same for the same content, and a UUIDv8', () => {
    expect(completionEventId('t', 'e', step)).toBe(completionEventId('t', 'e', { ...step }));
    expect(completionEventId('t', 'e', step)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('differs by tenant, enrolment, kind, day and version', () => {
    const ids = [
      completionEventId('t', 'e', step),
      completionEventId('u', 'e', step),
      completionEventId('t', 'f', step),
      completionEventId('t', 'e', { ...step, kind: 'lost' }),
      completionEventId('t', 'e', { ...step, on: '2026-03-02' }),
      completionEventId('t', 'e', { ...step, version: 2 }),
    ];
    expect(new Set(ids).size).toBe(ids.length);
  });
});
