import { loadSolver, type Solver } from '../assignment/solver.js';
import type { Pathway } from '../language/pathway.js';
import type { Case, CaseFile } from './case-file.js';
import { lintCodes } from './case-lint.js';
import { worldOf } from './case-world.js';

const version = (number: number, more: object = {}): Pathway => ({ id: 'P', version: number, policy: { sharing: 'exclusive' }, requirements: [{ id: 'a', kind: 'award', achievement: 'A' }], ...more }) as Pathway;

describe('lint in a file of cases', () => {
  let solver: Solver;
  beforeAll(async () => {
    solver = await loadSolver();
  });

  const codes = (versions: Pathway[], one: Partial<Case> = {}, others: Pathway[] = []) => {
    const file: CaseFile = { id: 'F', title: 'f', achievements: { A: {} }, cases: [] };
    return lintCodes({ file, versions, others, one: { name: 'c', awards: [], checks: [], ...one }, asOf: '2026-01-01' }, worldOf(file), solver);
  };

  it('finds nothing in a sound definition', () => {
    expect(codes([version(1)])).toEqual([]);
  });

  it('names the codes of every version once, in order', () => {
    const twice = { requirements: [{ id: 'a', kind: 'award', achievement: 'A' }, { id: 'b', kind: 'award', achievement: 'A' }, { id: 'n', kind: 'nOf', n: 0, of: [] }] };
    expect(codes([version(1, twice), version(2, twice)])).toEqual(['N_ZERO', 'UNSATISFIABLE']);
  });

  it('knows the achievements and pathways of the file, and no others', () => {
    expect(codes([version(1, { requirements: [{ id: 'a', kind: 'award', achievement: 'B' }] })])).toEqual(['UNKNOWN_REFERENCE']);
    const looking = version(1, { requirements: [{ id: 'q', kind: 'pathwayCompleted', pathway: 'Q' }] });
    expect(codes([looking])).toEqual(['UNKNOWN_REFERENCE']);
    expect(codes([looking], {}, [version(1, { id: 'Q' })])).toEqual([]);
    expect(codes([looking], {}, [version(1, { id: 'Q', requirements: [{ id: 'p', kind: 'pathwayCompleted', pathway: 'P' }] })])).toEqual(['CYCLE']);
  });

  it('minds those who are enrolled in a version on the day, and nobody else', () => {
    const versions = [version(1, { versioning: { enrolUntil: '2025-01-01', teachOutUntil: '2028-01-01' } }), version(2, { versioning: { enrolFrom: '2025-01-01', appliesToEnrolledIn: { versions: [1], from: '2026-06-01', mode: 'replace', reason: 'r' } } })];
    const codesOfReplacement = ['REPLACE_WITHOUT_DRY_RUN', 'SHORTENED_TEACH_OUT'];
    expect(codes(versions, { enrolment: { enrolledOn: '2024-05-01' } })).toEqual(codesOfReplacement);
    expect(codes(versions, { enrolment: { enrolledOn: '2024-05-01', withdrawnOn: '2025-12-31' } })).toEqual([]);
    expect(codes(versions, { enrolment: { enrolledOn: '2025-05-01' } })).toEqual([]);
    expect(codes(versions, { enrolments: [{ version: 1, enrolledOn: '2025-05-01', pathway: 'P' }] })).toEqual(codesOfReplacement);
  });
});
