import { loadSolver, type Solver } from '../assignment/solver.js';
import type { WrittenAchievement } from '../cases/case-file.js';
import { worldOf } from '../cases/case-world.js';
import type { Pathway } from '../language/pathway.js';
import type { LintContext } from './context.js';
import type { LintCode } from './finding.js';
import { lintPathway } from './lint-pathway.js';

/** What can be earned in these tests. */
const achievements: Record<string, WrittenAchievement> = {
  A: { issuer: 'I', tags: ['data'], credits: 5, code: { subject: 'CS', number: 100 } },
  B: { issuer: 'I', tags: ['data', 'law'], credits: 4 },
  C: { issuer: 'J', tags: ['law'], credits: 3, level: 5 },
  R: { issuer: 'J', tags: ['talk'], hours: 2, repeatable: true },
  Z: { issuer: 'I', tags: ['badge'] },
};

const award = (id: string, achievement = id.toUpperCase(), more: object = {}) => ({ id, kind: 'award', achievement, ...more });
const group = (kind: 'all' | 'any', id: string, ...of: object[]) => ({ id, kind, of });
const nOf = (id: string, n: number, ...of: object[]) => ({ id, kind: 'nOf', n, of });
const count = (id: string, atLeast: number, from: object, more: object = {}) => ({ id, kind: 'count', atLeast, from, ...more });
const sum = (id: string, atLeast: number, from: object, more: object = {}) => ({ id, kind: 'sum', measure: 'credits', atLeast, from, ...more });

const pathway = (requirements: object[], { policy = {}, ...more }: { policy?: object; [key: string]: unknown } = {}): Pathway =>
  ({ id: 'P', version: 2, requirements, policy: { sharing: 'shared', ...policy }, ...more }) as unknown as Pathway;

const order = (before: string, after: string, mode = 'strictlyAfter', more: object = {}) => ({ before, after, mode, ...more });
const exclusive = { policy: { sharing: 'exclusive' } };
const replacing = { versioning: { appliesToEnrolledIn: { versions: [1], from: '2026-09-01', mode: 'replace', reason: 'course closed' } } };
const versionOne = (teachOutUntil: string | null, hasOpenEnrolments = true) => ({ versions: [{ number: 1, teachOutUntil, hasOpenEnrolments }] });
const other = (id: string, completes: string, requirements: object[]) => pathway(requirements, { id, completion: { achievement: completes } });

/** Code, a definition of which it is found, one close to it of which it is not; each with what else is known. */
type Row = [code: LintCode, what: string, found: Pathway, nodes: readonly string[], notFound: Pathway, context?: Partial<LintContext>, contextOfOther?: Partial<LintContext>];

const maintain = (on: object, id = 'm') => ({ id, kind: 'maintain', anchor: on, cycle: 'P1Y', node: award(`${id}i`, 'A') });

const rows: Row[] = [
  ['CYCLE', 'edges in a circle', pathway([award('a'), award('b'), award('c')], { order: [order('a', 'b'), order('b', 'c', 'onOrAfter'), order('c', 'a')] }), ['a', 'b', 'c'], pathway([award('a'), award('b'), award('c')], { order: [order('a', 'b'), order('b', 'c'), order('a', 'c')] })],
  ['CYCLE', 'a circle through what is beneath', pathway([group('all', 'x', award('a'), award('b')), award('c')], { order: [order('x', 'c'), order('c', 'b')] }), ['b', 'c'], pathway([group('all', 'x', award('a'), award('b')), award('c')], { order: [order('a', 'c'), order('c', 'b')] })],
  ['CYCLE', 'an edge to a node from within it', pathway([group('all', 'x', award('a'), award('b'))], { order: [order('a', 'x', 'corequisite')] }), ['a', 'x'], pathway([award('a'), award('b')], { order: [order('a', 'b', 'corequisite'), order('b', 'a', 'corequisite')] })],
  ['CYCLE', 'a pathway that needs itself', pathway([{ id: 'q', kind: 'pathwayCompleted', pathway: 'P' }]), ['q'], pathway([{ id: 'q', kind: 'pathwayCompleted', pathway: 'Q' }])],
  ['CYCLE', 'a badge of a pathway that needs this one', pathway([award('b')], { completion: { achievement: 'Z' } }), ['b'], pathway([award('a')], { completion: { achievement: 'Z' } }), { siblings: [other('Q', 'B', [award('z', 'Z')])] }],
  ['CYCLE', 'an elective that matches such a badge', pathway([count('e', 1, { tag: 'law' })]), ['e'], pathway([count('e', 1, { tag: 'law', exclude: { achievementIn: ['B'] } })]), { siblings: [other('Q', 'B', [{ id: 'p', kind: 'pathwayCompleted', pathway: 'P' }])] }],
  ['CIRCULAR_ANCHOR', 'cycles that begin with the completion', pathway([maintain({ on: 'completion' })]), ['m'], pathway([award('a')], { maintenance: { anchor: { on: 'completion' }, cycle: 'P1Y', node: award('mi', 'A') } })],
  ['EMPTY_ANY', 'any of what is optional', pathway([group('any', 'x', { ...award('a'), optional: true })]), ['x'], pathway([group('any', 'x', award('a'))])],
  ['N_TOO_LARGE', 'more than there are', pathway([nOf('x', 2, award('a'))]), ['x'], pathway([nOf('x', 1, award('a'))])],
  ['UNSATISFIABLE', 'one course at two nodes', pathway([award('a'), award('a2', 'A'), award('b')], exclusive), ['a', 'a2'], pathway([award('a'), award('a2', 'A')])],
  ['UNSATISFIABLE', 'one course at two nodes within', pathway([group('all', 'x', award('a'), award('b')), award('a2', 'A')], exclusive), ['a', 'a2'], pathway([award('r'), award('r2', 'R')], exclusive)],
  ['UNSATISFIABLE', 'two courses for three', pathway([count('x', 1, { tag: 'law' }), count('y', 1, { tag: 'law' }), award('b'), award('a')], exclusive), ['x', 'y', 'b'], pathway([count('x', 1, { tag: 'law' }), award('b')], exclusive)],
  ['UNSATISFIABLE', 'credits that are not there', pathway([sum('s', 13, {})]), ['s'], pathway([sum('s', 12, {})])],
  ['UNSATISFIABLE', 'credits counted in two sums', pathway([sum('s', 5, { tag: 'data' }), sum('t', 8, { tag: 'law' })], { policy: { sharing: 'exclusiveSums' } }), ['t'], pathway([sum('s', 5, { tag: 'data' }), sum('t', 7, { tag: 'law' })], { policy: { sharing: 'exclusiveSums' } })],
  ['UNSATISFIABLE', 'hours that few repeats do not give', pathway([{ ...sum('s', 7, {}, { repeat: { atMost: 3 } }), measure: 'hours' }]), ['s'], pathway([{ ...sum('s', 600, {}), measure: 'hours' }])],
  ['UNSATISFIABLE', 'a level that nothing has', pathway([award('c', 'C', { minLevel: 6 })]), ['c'], pathway([award('c', 'C', { minLevel: 5 })])],
  ['UNSATISFIABLE', 'a result that its scale lacks', pathway([award('a', 'A', { minResult: { scale: 'h', atLeast: 'gold' } })], { policy: { resultScales: { h: { pass: 1 } } } }), ['a'], pathway([award('a', 'A', { minResult: { scale: 'h', atLeast: 'pass' } })], { policy: { resultScales: { h: { pass: 1 } } } })],
  ['UNSATISFIABLE', 'an issuer that is not accepted', pathway([award('a'), award('c')], { policy: { acceptedIssuers: { issuerIn: ['I'] } } }), ['c'], pathway([award('a')], { policy: { acceptedIssuers: { issuerIn: ['I'] } } })],
  ['UNSATISFIABLE', 'a later award of what ended earlier', pathway([award('a', 'A', { where: { issuedFrom: '2025-01-01' } }), award('b', 'B', { where: { issuedUntil: '2025-01-02' } })], { order: [order('a', 'b')] }), ['a', 'b'], pathway([award('a', 'A', { where: { issuedFrom: '2025-01-01' } }), award('b', 'B', { where: { issuedUntil: '2025-01-03' } })], { order: [order('a', 'b')] })],
  ['UNSATISFIABLE', 'a limit on sharing', pathway([award('a'), award('a2', 'A'), award('b'), award('b2', 'B')], { policy: { sharing: 'exclusive', maxSharedAwards: 1 } }), ['a', 'a2', 'b', 'b2'], pathway([award('a'), award('a2', 'A'), award('b')], { policy: { sharing: 'exclusive', maxSharedAwards: 1 } })],
  ['UNSATISFIABLE', 'an anchor on the completion', pathway([award('a'), maintain({ on: 'completion' })]), ['m'], pathway([award('a'), maintain({ on: 'enrolment' })])],
  ['VACUOUS', 'a count of none', pathway([count('x', 0, {})], { completion: { achievement: 'Z' } }), [], pathway([count('x', 0, {}), award('a')], { completion: { achievement: 'Z' } })],
  ['VACUOUS', 'a milestone for nothing', pathway([award('a'), { ...group('all', 'x'), milestone: { achievement: 'B' } }]), ['x'], pathway([award('a'), { ...group('all', 'x', award('c')), milestone: { achievement: 'B' } }])],
  ['SHARING_UNDECLARED', 'no sharing', { requirements: [], policy: {} } as unknown as Pathway, [], pathway([])],
  ['UNKNOWN_REFERENCE', 'an achievement of nobody', pathway([group('all', 'x', award('a', 'nobody'))]), ['a'], pathway([award('a')]), { knownAchievements: (id) => (id in achievements ? 'published' : 'unknown') }],
  ['UNKNOWN_REFERENCE', 'an achievement that is a draft', pathway([award('a')]), ['a'], pathway([award('b')]), { knownAchievements: (id) => (id === 'A' ? 'draft' : 'published') }],
  ['UNKNOWN_REFERENCE', 'an edge to no node', pathway([award('a')], { order: [order('a', 'nowhere')] }), ['nowhere'], pathway([award('a'), award('b')], { order: [order('a', 'b')] })],
  ['UNKNOWN_REFERENCE', 'a pair of no nodes', pathway([award('a')], { policy: { sharing: 'exclusive', maySharePairs: [['a', 'nowhere']] } }), ['nowhere'], pathway([award('a')], { policy: { sharing: 'exclusive', maySharePairs: [['a', 'a']] } })],
  ['UNKNOWN_REFERENCE', 'a pathway of nobody', pathway([{ id: 'q', kind: 'pathwayCompleted', pathway: 'Q' }]), ['q'], pathway([{ id: 'q', kind: 'pathwayCompleted', pathway: 'S' }]), { knowsPathway: (id) => id === 'S' }],
  ['UNKNOWN_REFERENCE', 'an issuer of nothing', pathway([count('x', 1, { issuerIn: ['K'] })]), ['x'], pathway([count('x', 1, { issuerIn: ['I'] })]), { knowsIssuer: (id) => id === 'I' }],
  ['DUPLICATE_ID', 'one id at two nodes', pathway([award('a'), group('all', 'x', award('a', 'B'))]), ['a'], pathway([award('a'), group('all', 'x', award('b'))])],
  ['UNIT_MISMATCH', 'a measure that nothing carries', pathway([{ ...sum('s', 1, {}), measure: 'ects' }]), ['s'], pathway([{ ...sum('s', 1, {}), measure: 'ects' }], { policy: { conversions: [{ from: 'credits', to: 'ects', factor: 2 }] } })],
  ['UNIT_MISMATCH', 'a measure that no child carries', pathway([{ id: 's', kind: 'sum', measure: 'credits', atLeast: 1, of: [award('r')] }]), ['s'], pathway([{ id: 's', kind: 'sum', measure: 'credits', atLeast: 1, of: [award('r'), award('a')] }])],
  ['SELF_FEEDING', 'its own badge by name', pathway([award('z')], { completion: { achievement: 'Z' } }), ['z'], pathway([award('z')], { completion: { achievement: 'B' } })],
  ['SELF_FEEDING', 'its own badge by an elective', pathway([count('x', 1, {})], { completion: { achievement: 'Z' } }), ['x'], pathway([count('x', 1, { exclude: { tag: 'badge' } })], { completion: { achievement: 'Z' } })],
  ['SELF_FEEDING', 'its own badge by an equivalence', pathway([award('a')], { completion: { achievement: 'Z' }, policy: { equivalences: [{ of: 'A', accepts: 'Z' }] } }), ['a'], pathway([award('a')], { completion: { achievement: 'Z' }, policy: { equivalences: [{ of: 'Z', accepts: 'A' }] } })],
  ['REDUNDANT_NODE', 'the same award again', pathway([award('a'), award('a2', 'A')]), ['a2'], pathway([award('a'), award('b')])],
  ['REDUNDANT_NODE', 'an alternative that asks for more', pathway([group('any', 'x', award('a'), group('all', 'y', award('a2', 'A'), award('b')))]), ['y'], pathway([group('any', 'x', award('a'), group('all', 'y', award('b'), award('c')))])],
  ['REDUNDANT_NODE', 'a count of none', pathway([award('a'), count('x', 0, {})], exclusive), ['x'], pathway([award('a'), nOf('x', 0, award('b'))], exclusive)],
  ['N_ZERO', 'none of some', pathway([nOf('x', 0, award('a')), award('b')]), ['x'], pathway([nOf('x', 1, award('a')), award('b')])],
  ['EMPTY_ALL', 'all of nothing', pathway([group('all', 'x'), award('b')]), ['x'], pathway([group('all', 'x', award('a')), award('b')])],
  ['CAP_BELOW_NEED', 'a cap on all there is', pathway([{ ...sum('s', 5, { tag: 'talk' }, { caps: [{ where: {}, atMost: 4 }] }), measure: 'hours', optional: true }, award('a')]), ['s'], pathway([{ ...sum('s', 5, { tag: 'talk' }, { caps: [{ where: {}, atMost: 5 }] }), measure: 'hours' }])],
  ['CAP_BELOW_NEED', 'a cap that others cannot make up for', pathway([sum('s', 9, { tag: 'data' }, { caps: [{ where: { tag: 'law' }, atMost: 3 }] })]), ['s'], pathway([sum('s', 8, { tag: 'data' }, { caps: [{ where: { tag: 'law' }, atMost: 3 }] })])],
  ['UNREACHABLE_ORDER', 'later than what came later', pathway([award('a', 'A', { where: { issuedFrom: '2025-01-01' } }), award('b', 'B', { where: { issuedUntil: '2025-01-01' } })], { order: [order('a', 'b', 'onOrAfter')] }), ['a', 'b'], pathway([award('a', 'A', { where: { issuedFrom: '2025-01-01' } }), award('b', 'B', { where: { issuedUntil: '2025-01-01' } })], { order: [order('b', 'a')] })],
  ['UNREACHABLE_ORDER', 'corequisites too far apart', pathway([award('a', 'A', { where: { issuedFrom: '2025-01-01' } }), award('b', 'B', { where: { issuedUntil: '2024-01-01' } })], { order: [order('a', 'b', 'corequisite', { within: 'P6M' })] }), ['a', 'b'], pathway([award('a', 'A', { where: { issuedFrom: '2025-01-01' } }), award('b', 'B', { where: { issuedUntil: '2024-01-01' } })], { order: [order('a', 'b', 'corequisite', { within: 'P13M' })] })],
  ['RETIRED_ACHIEVEMENT', 'an achievement that is retired', pathway([award('a')]), ['a'], pathway([award('b')]), { knownAchievements: (id) => (id === 'A' ? 'retired' : 'published') }],
  ['EMPTY_ELECTIVE', 'a tag that nothing has', pathway([count('x', 1, { tag: 'music' })]), ['x'], pathway([count('x', 1, { tag: 'law' })])],
  ['SHORTENED_TEACH_OUT', 'a replacement before the promised day', pathway([award('a')], replacing), [], pathway([award('a')], replacing), versionOne('2027-01-01'), versionOne('2026-09-01')],
  ['SHORTENED_TEACH_OUT', 'an earlier day for the same version', pathway([award('a')], { version: 1, versioning: { teachOutUntil: '2026-01-01' } }), [], pathway([award('a')], { version: 1, versioning: { teachOutUntil: '2026-01-01' } }), versionOne('2027-01-01'), versionOne('2027-01-01', false)],
  ['REPLACE_WITHOUT_DRY_RUN', 'a replacement nobody looked at', pathway([award('a')], replacing), [], pathway([award('a')], replacing), versionOne(null), { ...versionOne(null), dryRun: true }],
];

describe('lint', () => {
  let solver: Solver;
  beforeAll(async () => {
    solver = await loadSolver();
  });

  const lint = (one: Pathway, context: Partial<LintContext> = {}) => lintPathway(one, { world: worldOf({ achievements }), solver, catalogue: Object.keys(achievements), ...context });
  const codes = (one: Pathway, context?: Partial<LintContext>) => [...new Set(lint(one, context).map(({ code }) => code))].sort();

  it.each(rows)('finds %s in %s, and names the nodes', (code, _, found, nodes, __, context) => {
    const finding = lint(found, context).find((one) => one.code === code);
    expect([...(finding?.nodes ?? ['none'])].sort()).toEqual([...nodes].sort());
  });

  it.each(rows)('finds no %s in what is close to %s', (code, _, __, ___, notFound, context, contextOfOther) => {
    expect(codes(notFound, contextOfOther ?? context)).not.toContain(code);
  });

  it('has a row for every code', () => {
    expect([...new Set(rows.map(([code]) => code))]).toHaveLength(20);
  });

  it.each<[what: string, one: Pathway, codes: LintCode[]]>([
    ['nothing of a sound definition', pathway([award('a'), nOf('x', 1, award('b'), award('c')), sum('s', 7, { tag: 'law' })], { completion: { achievement: 'Z' } }), []],
    ['the cause and that nothing satisfies it', pathway([nOf('x', 2, award('a'))]), ['N_TOO_LARGE', 'UNSATISFIABLE']],
    ['nothing of satisfaction beside a circle', pathway([award('a'), award('a2', 'A')], { ...exclusive, order: [order('a', 'a2'), order('a2', 'a')] }), ['CYCLE']],
    ['no more than once that none is asked', pathway([nOf('x', 0, award('a')), award('b')]), ['N_ZERO']],
    ['a warning alone where nothing is awarded for nothing', pathway([group('all', 'x')]), ['EMPTY_ALL', 'VACUOUS']],
    ['nothing of a cap that others make up for', pathway([sum('s', 9, {}, { caps: [{ where: { tag: 'law' }, atMost: 4 }] })]), []],
    ['nothing of chains of prerequisites', pathway([award('a'), award('b'), award('c')], { order: [order('a', 'b'), order('b', 'c')] }), []],
    ['nothing of what entries of the ledger can give', pathway([{ ...sum('s', 60, { tag: 'reading' }, { ledger: 'both' }), measure: 'pdu' }]), []],
  ])('says %s', (_, one, expected) => {
    expect(codes(one)).toEqual(expected);
  });

  it('claims nothing of selectors where not everything is known that can be earned', () => {
    expect(codes(pathway([count('x', 9, { tag: 'music' }), award('a')], exclusive), { catalogue: null })).toEqual([]);
  });

  it('rests no error on a selector where more can be earned than the catalogue has', () => {
    const asking = pathway([count('x', 9, { tag: 'music' }), { ...sum('s', 1, { tag: 'law' }), measure: 'ects' }, award('a')], exclusive);
    expect(codes(asking)).toEqual(['EMPTY_ELECTIVE', 'UNIT_MISMATCH', 'UNSATISFIABLE']);
    expect(codes(asking, { isOpen: true })).toEqual(['EMPTY_ELECTIVE']);
    expect(codes(pathway([{ ...sum('s', 1, { achievementIn: ['A'] }), measure: 'ects' }]), { isOpen: true })).toEqual(['UNIT_MISMATCH', 'UNSATISFIABLE']);
  });

  it('refuses with errors and allows with warnings, errors first', () => {
    const levels = lint(pathway([nOf('x', 0, award('a')), nOf('y', 2, award('b'))])).map(({ level, code }) => `${level} ${code}`);
    expect(levels).toEqual(['error N_TOO_LARGE', 'error UNSATISFIABLE', 'warning N_ZERO']);
    expect(lint(pathway([group('all', 'x')]))).toMatchObject([{ level: 'warning' }, { level: 'warning' }]);
    expect(lint(pathway([group('all', 'x')], { completion: { achievement: 'Z' } }))[0]).toMatchObject({ level: 'error', code: 'VACUOUS' });
  });

  it('claims nothing that the solver did not decide', () => {
    const giving: Solver = { solve: () => ({ status: 'STOPPED', objective: 0, bound: Infinity, columns: () => 0 }) };
    const hard = pathway([sum('s', 6, { tag: 'data' }), sum('t', 7, { tag: 'law' })], exclusive);
    expect(codes(hard)).toEqual(['UNSATISFIABLE']);
    expect(codes(hard, { solver: giving })).toEqual([]);
  });

  it('asks a solver that gives up eight times at most', () => {
    let asked = 0;
    const giving: Solver = { solve: () => ((asked += 1), { status: 'STOPPED', objective: 0, bound: Infinity, columns: () => 0 }) };
    const many = pathway(Array.from({ length: 40 }, (_, at) => sum(`s${at}`, 6, { tag: at % 2 ? 'data' : 'law' })), exclusive);
    expect(codes(many, { solver: giving })).not.toContain('UNSATISFIABLE');
    expect(asked).toBeLessThanOrEqual(8);
  });

  it('finds the two that clash among a thousand', () => {
    const many = Array.from({ length: 1_000 }, (_, at) => award(`n${at}`, `X${at}`));
    const world = worldOf({ achievements: Object.fromEntries(many.map(({ achievement }) => [achievement, {}])) });
    const found = lint(pathway([...many, award('again', 'X500')], exclusive), { world });
    expect(found).toMatchObject([{ code: 'UNSATISFIABLE', nodes: ['n500', 'again'] }]);
  });

  it('tells what clashing requirements contest', () => {
    expect(lint(pathway([award('b'), award('a'), award('a2', 'A')], exclusive))[0]?.message).toBe('Whatever is earned, a, a2 cannot be satisfied together; without any one of them the others can. They contest A.');
  });
});
