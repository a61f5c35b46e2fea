import { type Cell, keyOf } from './cell.js';
import { contributionsOf } from './contribution.js';
import { type Change, Difference } from './difference.js';
import { type HeldAward, type History, nothingHeld } from './history.js';

const award = (id: string, on: number, achievement = id): HeldAward => [id, achievement, 'issuer', on, null, null];
const history = (awards: readonly HeldAward[], more: Partial<History> = {}): History => ({ ...nothingHeld, awards, ...more });

/** By key, what is not 0. */
function sums(changes: readonly Change[]): Record<string, number> {
  const all = new Map<string, number>();
  for (const { cell, by } of changes) all.set(keyOf(cell), (all.get(keyOf(cell)) ?? 0) + by);
  return Object.fromEntries([...all].filter(([, by]) => by !== 0).sort());
}

function differenceOf(changes: readonly { readonly before: History; readonly after: History }[]): Change[] {
  const difference = new Difference();
  for (const { before, after } of changes) difference.add(before, after);
  return difference.changes();
}

const told = (one: History, by: number): Change[] => contributionsOf(one).flat().map((cell: Cell) => ({ cell, by }));

const few = history([award('knots', 20_000), award('sails', 20_010)]);
const more = history([award('ropes', 19_990), award('knots', 20_000), award('sails', 20_010), award('knots again', 20_020, 'knots')], { groups: [['gender', 'F', null, null]] });

const many = history(Array.from({ length: 90 }, (_, at) => award(`award ${at}`, 20_000 + 3 * at)));
const enrolled = history(few.awards, { enrolments: [['pathway', 'issuer', 'version', 19_995, null, null, [[0, 20_000]]]] });

test.each([
  ['an award more', history([award('knots', 20_000)]), few],
  ['an award before all others', few, history([award('ropes', 19_990), ...few.awards])],
  ['an award less', few, history([award('sails', 20_010)])],
  ['everything at once', few, more],
  ['everything gone', more, nothingHeld],
  ['many awards that changed at once', many, history(many.awards.map(([id, , ...rest], at) => [id, `achievement ${at % 7}`, ...rest]))],
  ['an enrolment that was left', enrolled, history(few.awards, { enrolments: [['pathway', 'issuer', 'version', 19_995, 20_050, null, [[0, 20_000]]]] })],
  ['a group and what is known of an achievement', few, history(few.awards, { groups: [['region', 'North', null, 20_005]], known: { sails: [3, null, 'degree', 'issuer'] } })],
])('the difference of %s is what is contributed after, less what was before', (_, before, after) => {
  const difference = differenceOf([{ before, after }]);
  expect(sums(difference)).toEqual(sums([...told(after, 1), ...told(before, -1)]));
  expect(difference.every(({ by }) => by !== 0)).toBe(true);
});

test('a history that stays is no change, and what two earners share is one', () => {
  expect(differenceOf([{ before: more, after: more }])).toEqual([]);
  const both = differenceOf([{ before: nothingHeld, after: few }, { before: nothingHeld, after: few }]);
  expect(both.filter(({ cell }) => cell.family === 'awardMonths').map(({ by }) => by)).toEqual([2, 2]);
});
