import { importPathways } from '../import-pathways.js';
import { onlyPathway, outcomes } from '../testing/imported.js';

const awards = (...ids: string[]) => ids.map((id) => ({ id, kind: 'award', achievement: id }));

describe('Open Educational Badges', () => {
  const path = (more: Record<string, unknown> = {}) => ({
    name: 'Hive',
    slug: 'lp1',
    required_badges_count: 2,
    activated: true,
    created_at: '2026-02-03T10:00:00Z',
    participationBadge_id: 'queen',
    badges: [
      { order: 2, badge: { slug: 'honey', name: 'Honey' } },
      { order: 1, badge: { slug: 'wax', name: 'Wax' } },
      { order: 3, badge: 'smoke' },
    ],
    ...more,
  });

  test('so many badges of the list complete it, its order is advice, and it is open since it was made', () => {
    const { pathway } = onlyPathway(path(), 'OPEN_EDUCATIONAL_BADGES');
    expect(pathway).toMatchObject({
      requirements: [{ kind: 'nOf', n: 2, of: [{ achievement: 'wax', title: 'Wax' }, { achievement: 'honey' }, { achievement: 'smoke' }] }],
      order: [
        { before: 'wax', after: 'honey', mode: 'advice' },
        { before: 'honey', after: 'smoke', mode: 'advice' },
      ],
      versioning: { enrolFrom: '2026-02-03' },
      completion: { achievement: 'queen', autoIssue: true },
    });
  });

  test('all badges are requirements of their own, and an archived path is closed since then', () => {
    const { pathway } = onlyPathway(path({ required_badges_count: 3, archived: true, updated_at: '2026-05-01T00:00:00Z' }), 'OPEN_EDUCATIONAL_BADGES');
    expect(pathway.requirements).toHaveLength(3);
    expect(pathway.versioning).toEqual({ enrolFrom: '2026-02-03', enrolUntil: '2026-05-01' });
  });

  test('a path that is not activated says so and has no window', () => {
    const read = onlyPathway(path({ activated: false }), 'OPEN_EDUCATIONAL_BADGES');
    expect(read.pathway.versioning).toBeUndefined();
    expect(outcomes(read)).toContain('APPROXIMATED /activated');
  });
});

describe('milestone badges as a table', () => {
  test('each milestone is a pathway that gives its badge automatically', () => {
    const imported = importPathways('milestone;required badge;required number\nM1;a;2\nM1;b;2\nM1;c;2\nM2;d;\n;x;1\n', 'MILESTONE_TABLE');
    expect(imported).toMatchObject({
      ok: true,
      pathways: [
        { source: 'M1', pathway: { requirements: [{ kind: 'nOf', n: 2 }], completion: { achievement: 'M1', autoIssue: true } } },
        { source: 'M2', pathway: { requirements: awards('d') } },
      ],
      report: [{ construct: 'row 6', outcome: 'REFUSED' }],
    });
  });

  test('two required numbers for one milestone are refused with their row', () => {
    expect(importPathways('milestone,required badge,required number\nM,a,1\nM,b,2\n', 'MILESTONE_TABLE')).toMatchObject({ ok: false, refusal: { code: 'NOT_CSV', at: 'row 3' } });
  });
});

describe('a plain list', () => {
  test('says how many are needed, and its order is advice', () => {
    const { pathway } = onlyPathway({ title: 'Oars', achievements: ['a', { id: 'b', name: 'B' }, 'a', 'c'], required: 2 }, 'LEARNING_PATH');
    expect(pathway).toMatchObject({ title: 'Oars', requirements: [{ kind: 'nOf', n: 2, of: awards('a', 'b', 'c') }], order: [{ before: 'a', after: 'b' }, { before: 'b', after: 'c' }] });
  });

  test('may be a table, all of which is needed', () => {
    expect(onlyPathway('achievement,name\na,Anchor\nb,\n', 'LEARNING_PATH').pathway.requirements).toMatchObject([{ achievement: 'a', title: 'Anchor' }, { achievement: 'b' }]);
  });
});
