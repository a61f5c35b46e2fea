import { aFramework, aSkill, childOf } from '../testing/frameworks.js';
import { frameworkFaults, missingParents } from './framework-check.js';
import { smallestCycle } from './smallest-cycle.js';

const ring = (name: string, length: number): [string, string][] => Array.from({ length }, (_, at) => [`${name}${at}`, `${name}${(at + 1) % length}`]);

describe('a framework', () => {
  it('is refused when it is empty', () => {
    expect(frameworkFaults(aFramework({ skills: [], associations: [] }))).toEqual([{ place: '', message: 'The framework has no skills and associates none.' }]);
    expect(frameworkFaults(aFramework({}))).toEqual([]);
  });

  it('is refused when two skills have one address or one identifier', () => {
    const twice = aFramework({ skills: [aSkill('a', { identifier: 'i' }), aSkill('a'), aSkill('b', { identifier: 'i' })] });
    expect(frameworkFaults(twice).map(({ place }) => place)).toEqual([aSkill('a').uri, 'i']);
  });

  it('is refused beyond its bounds, without being looked at', () => {
    const many = Array.from({ length: 50_001 }, () => aSkill('same'));
    expect(frameworkFaults(aFramework({ skills: many }))).toEqual([{ place: '', message: expect.stringContaining('at most 50,000 skills') }]);
  });

  it('is refused when a skill is below itself, and the smallest cycle is named', () => {
    const skills = ['a', 'b', 'c', 'd', 'e'].map((name) => aSkill(name));
    const associations = [childOf('a', 'b'), childOf('b', 'c'), childOf('c', 'a'), childOf('d', 'e'), childOf('e', 'd'), childOf('a', 'd')];
    expect(frameworkFaults(aFramework({ skills, associations }))).toEqual([
      { place: expect.any(String), message: expect.stringMatching(/below itself: “Skill d” → “Skill e” → “Skill d”|“Skill e” → “Skill d” → “Skill e”/) },
    ]);
  });

  it('tells of parents that it does not have', () => {
    const framework = aFramework({ skills: [aSkill('a')], associations: [childOf('a', 'nowhere')] });
    expect(missingParents(framework)).toEqual([{ skill: aSkill('a').uri, parent: aSkill('nowhere').uri }]);
    expect(frameworkFaults(framework)).toEqual([]);
  });
});

describe('the smallest cycle', () => {
  it('is found among several, and none where there is none', () => {
    expect(smallestCycle([...ring('long', 7), ...ring('short', 3), ['x', 'short0'], ['long1', 'y']])).toHaveLength(3);
    expect(smallestCycle([['a', 'a'], ...ring('two', 2)])).toEqual(['a']);
    expect(smallestCycle([['a', 'b'], ['b', 'c'], ['a', 'c']])).toBeUndefined();
  });

  it('takes no long time in one large ring with many parents', () => {
    const chords = ring('r', 20_000).flatMap(([from, to], at): [string, string][] => [[from, to], [from, `r${(at + 2) % 20_000}`]]);
    expect(smallestCycle(chords)?.length).toBeGreaterThan(0);
  });
});
