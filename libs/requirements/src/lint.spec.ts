import type { PathwayDefinition } from './definition.js';
import { lintDefinition, type LintContext } from './lint.js';
import { aPathway, all, any, award, nOf, optional } from './testing/pathway-builder.js';

const completion = { achievement: 'Z', autoIssue: true } as const;
const found = (definition: PathwayDefinition, context?: LintContext): string[] =>
  lintDefinition(definition, context)
    .map(({ code, level, nodes }) => `${level} ${code} ${nodes.join(',')}`.trim())
    .sort();

describe('lint', () => {
  it.each<[string, PathwayDefinition, string[]]>([
    [
      'nothing in a sound definition',
      aPathway([award('A'), nOf('r', 1, award('B'), award('C'))], { completion }),
      [],
    ],
    ['nothing where every part is asked for', aPathway([nOf('r', 2, award('A'), award('B'))]), []],
    ['any of nothing', aPathway([any('r')]), ['error EMPTY_ANY r', 'error UNSATISFIABLE r']],
    [
      'any of optional nodes only',
      aPathway([any('r', optional(award('A')))]),
      ['error EMPTY_ANY r', 'error UNSATISFIABLE r'],
    ],
    [
      'n above the number of parts',
      aPathway([nOf('r', 3, award('A'), award('B'))]),
      ['error N_TOO_LARGE r', 'error UNSATISFIABLE r'],
    ],
    [
      'n above the parts when optional ones are left out',
      aPathway([nOf('r', 2, award('A'), optional(award('B')))]),
      ['error N_TOO_LARGE r', 'error UNSATISFIABLE r'],
    ],
    [
      'the deepest cause of the impossible',
      aPathway([all('r', award('A'), any('x'))]),
      ['error EMPTY_ANY x', 'error UNSATISFIABLE x'],
    ],
    [
      'an impossible alternative that harms nobody',
      aPathway([any('r', award('A'), any('x'))]),
      ['error EMPTY_ANY x'],
    ],
    ['an impossible optional node', aPathway([award('A'), optional(any('x'))]), ['error EMPTY_ANY x']],
    [
      'n of zero beside a real requirement',
      aPathway([award('A'), nOf('r', 0, award('B'))]),
      ['warning N_ZERO r'],
    ],
    ['all of nothing beside a real requirement', aPathway([award('A'), all('r')]), ['warning EMPTY_ALL r']],
    ['a vacuous pathway that awards itself to everyone', aPathway([], { completion }), ['error VACUOUS']],
    [
      'a vacuous pathway that awards nothing',
      aPathway([nOf('r', 0, award('A'))]),
      ['warning N_ZERO r', 'warning VACUOUS'],
    ],
    ['nothing required at all', aPathway([optional(award('A'))], { completion }), ['error VACUOUS']],
    [
      'two nodes of one id',
      aPathway([award('A'), all('r', award('B', { id: 'A' }))]),
      ['error DUPLICATE_ID A'],
    ],
    [
      'a pathway that feeds itself',
      aPathway([any('r', award('A'), award('Z'))], { completion }),
      ['error SELF_FEEDING Z'],
    ],
    [
      'advice about no node',
      aPathway([award('A')], { order: [{ before: 'A', after: 'q', mode: 'advice' }] }),
      ['error UNKNOWN_REFERENCE q'],
    ],
    [
      'undeclared sharing',
      { ...aPathway([award('A')]), policy: {} as PathwayDefinition['policy'] },
      ['error SHARING_UNDECLARED'],
    ],
  ])('finds %s', (_, definition, expected) => expect(found(definition)).toEqual(expected));

  it('judges achievements by their state', () => {
    const state = { A: 'published', old: 'retired', new: 'draft', Z: 'published' } as const;
    const knownAchievements = (id: string) => state[id as keyof typeof state] ?? 'unknown';
    const nodes = [award('A'), award('old'), any('r', award('new'), award('typo'))];
    expect(found(aPathway(nodes, { completion }), { knownAchievements })).toEqual([
      'error UNKNOWN_REFERENCE new',
      'error UNKNOWN_REFERENCE typo',
      'warning RETIRED_ACHIEVEMENT old',
    ]);
    expect(
      found(aPathway([award('A')], { completion: { achievement: 'Y' } }), { knownAchievements }),
    ).toEqual(['error UNKNOWN_REFERENCE']);
  });

  it('finds a cycle of completion achievements through other pathways, and no cycle in a chain', () => {
    const others = [
      { pathway: 'Q', leafAchievements: ['B', 'Y'], completionAchievement: 'X' },
      { pathway: 'R', leafAchievements: ['Z'], completionAchievement: 'Y' },
      { pathway: 'P', leafAchievements: ['Z'], completionAchievement: 'A' },
      { pathway: 'T', leafAchievements: ['Z'], completionAchievement: null },
    ];
    const definition = aPathway([award('A'), award('X')], { completion });
    const [finding, ...rest] = lintDefinition(definition, { pathwayCompletions: others });
    expect(rest).toEqual([]);
    expect(finding).toMatchObject({ code: 'CYCLE', level: 'error', nodes: ['X'] });
    expect(finding?.message).toContain('Q, R');
    expect(
      found(definition, { pathwayCompletions: others.filter(({ pathway }) => pathway !== 'R') }),
    ).toEqual([]);
  });

  it('survives a cycle among others that does not touch the pathway', () => {
    const pathwayCompletions = [
      { pathway: 'Q', leafAchievements: ['Y'], completionAchievement: 'X' },
      { pathway: 'R', leafAchievements: ['X'], completionAchievement: 'Y' },
    ];
    expect(found(aPathway([award('X')], { completion }), { pathwayCompletions })).toEqual([]);
  });
});
