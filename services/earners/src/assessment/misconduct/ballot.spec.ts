import { cast, resultOf, type Seat } from './ballot.js';

/** `y` for, `n` against, `-` not voted. */
const seats = (votes: string): Seat<boolean>[] =>
  [...votes].map((vote, at) => ({ actor: `actor ${at}`, kind: 'MEMBER', vote: vote === '-' ? null : vote === 'y' }));
const result = (votes: string) => resultOf(seats(votes), (vote) => vote);

describe('a vote', () => {
  it.each([
    ['yy---', 'OPEN'],
    ['yyn--', 'OPEN'],
    ['yyy--', 'CARRIED'],
    ['nnn--', 'LOST'],
    ['yynnn', 'LOST'],
    ['yyynn', 'CARRIED'],
    ['yyn-', 'OPEN'],
    ['yynn', 'LOST'],
    ['nn--', 'LOST'],
    ['yyyn', 'CARRIED'],
    ['yn', 'LOST'],
    ['y-', 'OPEN'],
    ['y', 'CARRIED'],
    ['n', 'LOST'],
    ['-', 'OPEN'],
  ])('that stands at %s is %s', (votes, expected) => expect(result(votes)).toBe(expected));

  it('is decided as soon as it cannot change, and not before', () => {
    for (let size = 1; size <= 7; size += 1) {
      for (let votes = 0; votes < 3 ** size; votes += 1) {
        const standing = Array.from({ length: size }, (_, at) => 'yn-'[Math.floor(votes / 3 ** at) % 3]).join('');
        const ends = new Set(['y', 'n'].map((rest) => result(standing.replaceAll('-', rest))));
        expect([standing, result(standing)]).toEqual([standing, ends.size === 1 ? [...ends][0] : 'OPEN']);
      }
    }
  });

  it('is cast once, by those who are entitled', () => {
    const before = seats('-y-');
    expect(cast(before, 'actor 0', false)?.map(({ vote }) => vote)).toEqual([false, true, null]);
    expect(cast(before, 'actor 1', false)).toBeUndefined();
    expect(cast(before, 'somebody else', true)).toBeUndefined();
  });
});
