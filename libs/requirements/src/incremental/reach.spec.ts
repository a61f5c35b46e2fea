import type { Pathway } from '../language/pathway.js';
import { reaches, reachOf } from './reach.js';

const pathway = (requirements: readonly object[], more: object = {}): Pathway => ({ requirements, policy: { sharing: 'shared' }, ...more }) as unknown as Pathway;
const award = (id: string, achievement: string, more: object = {}) => ({ id, kind: 'award', achievement, ...more });
const count = (id: string, from: object, more: object = {}) => ({ id, kind: 'count', atLeast: 1, from, ...more });

describe('the reach of a definition', () => {
  it.each<[string, readonly object[], object, readonly string[] | 'any']>([
    ['names what its awards name, at any depth', [{ id: 'r', kind: 'all', of: [award('a', 'A'), { id: 'n', kind: 'nOf', n: 1, of: [award('b', 'B')] }] }], {}, ['A', 'B']],
    ['names what may stand for it, one step far', [award('a', 'A')], { policy: { sharing: 'shared', equivalences: [{ of: 'A', accepts: 'B' }, { of: 'B', accepts: 'C' }, { of: 'D', accepts: 'A' }] } }, ['A', 'B']],
    ['names both sides of a two-way equivalence', [award('a', 'A')], { policy: { sharing: 'shared', equivalences: [{ of: 'D', accepts: 'A', direction: 'twoWay' }] } }, ['A', 'D']],
    ['is bound by the names in a selector, whatever else it asks', [count('c', { achievementIn: ['A', 'B'], tag: 'x' })], {}, ['A', 'B']],
    ['is bound by a union whose parts are', [count('c', { anyOf: [{ achievementIn: ['A'] }, { achievementIn: ['B'], levelAtLeast: 3 }] })], {}, ['A', 'B']],
    ['is anything where a selector names nothing', [award('a', 'A'), count('c', { tag: 'x' })], {}, 'any'],
    ['is anything where a part of a union names nothing', [count('c', { anyOf: [{ achievementIn: ['A'] }, { tag: 'x' }] })], {}, 'any'],
    ['is not bound by what is excluded', [count('c', { exclude: { achievementIn: ['A'] } })], {}, 'any'],
    ['holds what exits ask', [award('a', 'A')], { offRamps: [{ id: 'x', node: award('xa', 'X') }] }, ['A', 'X']],
    ['holds what cycles ask, and their anchor', [{ id: 'm', kind: 'maintain', anchor: { on: 'award', achievement: 'N' }, cycle: 'P1Y', node: award('ma', 'M') }], {}, ['M', 'N']],
    ['holds what the cycles of an exit ask', [award('a', 'A')], { offRamps: [{ id: 'x', node: { id: 'm', kind: 'maintain', anchor: { on: 'enrolment' }, cycle: 'P1Y', node: award('ma', 'M') } }] }, ['A', 'M']],
    ['holds what the maintenance of the whole asks', [award('a', 'A')], { maintenance: { anchor: { on: 'completion' }, cycle: 'P1Y', node: award('ma', 'M') } }, ['A', 'M']],
  ])('%s', (_sentence, requirements, more, expected) => {
    const { achievements } = reachOf(pathway(requirements, more));
    expect(achievements === 'any' ? 'any' : [...achievements].sort()).toEqual(expected);
  });

  it('tells what else of the world is looked at', () => {
    const plain = reachOf(pathway([award('a', 'A')]));
    expect(plain).toMatchObject({ entries: false, trust: false, skills: false, latest: false, pathways: new Set() });
    const curious = reachOf(
      pathway([count('c', { anyOf: [{ tag: 'x', exclude: { skillAtOrBelow: 'S' } }] }, { ledger: 'both' }), { id: 'q', kind: 'pathwayCompleted', pathway: 'Q' }], {
        policy: { sharing: 'shared', metadata: 'latest', acceptedIssuers: { trustGroup: 'G' }, crossPathway: [{ pathways: ['R'], maxSharedAwards: 1 }] },
      }),
    );
    expect(curious).toMatchObject({ entries: true, trust: true, skills: true, latest: true, pathways: new Set(['Q', 'R']) });
  });

  it('looks at issuers where only a floor does', () => {
    expect(reachOf(pathway([count('c', { achievementIn: ['A'] }, { floors: [{ where: { minTrustTier: 2 }, atLeast: 1 }] })])).trust).toBe(true);
  });

  it('admits by name, or anything', () => {
    expect(reaches(reachOf(pathway([award('a', 'A')])), 'B')).toBe(false);
    expect(reaches(reachOf(pathway([count('c', {})])), 'B')).toBe(true);
  });
});
