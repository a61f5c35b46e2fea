import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { publicData, testUnless } from '@cairn/testkit';
import { loadSolver, type Solver } from '../assignment/solver.js';
import type { AuditProgramme } from './audit.js';
import { runAudit } from './audit-run.js';
import { runCases } from './case-run.js';
import { readCaseFile } from './read-case-file.js';

const samples = new URL('../../samples/', import.meta.url);
/** Real degree programmes. */
const programmes = publicData('degree-audit/audit-dev-sample.jsonl.gz');

const sample = (name: string): unknown => JSON.parse(readFileSync(new URL(name, samples), 'utf8'));

describe('pathway cases', () => {
  let solver: Solver;
  beforeAll(async () => {
    solver = await loadSolver(5);
  });

  test.each(readdirSync(samples))('of %s are judged as they say', (name) => {
    const read = readCaseFile(sample(name));
    expect(read).toMatchObject({ ok: true });
    const outcomes = read.ok ? [...runCases(name, read.file, solver)] : [];
    expect(outcomes.length).toBeGreaterThan(0);
    expect(outcomes.filter(({ mismatches }) => mismatches.length > 0)).toEqual([]);
  });

  it('fail, with what was found, when they expect something else', () => {
    const file = structuredClone(sample('expiry-and-renewal.json')) as { cases: { checks: { expected: { satisfied: number } }[] }[] };
    file.cases[0]!.checks[0]!.expected.satisfied = 2;
    const read = readCaseFile(file);
    const [first] = read.ok ? [...runCases('x', read.file, solver)] : [];
    expect(first?.mismatches).toEqual(['satisfied: expected 2, got 1']);
  });

  test.each<[string, (file: Record<string, never>) => unknown, RegExp]>([
    ['an unknown key, which would be a rule silently ignored', (file) => ({ ...file, pathway: { ...(file['pathway'] as unknown as object), atMost: 3 } }), /\/pathway must NOT have additional properties/],
    ['a key of another kind of node', (file) => ({ ...file, pathway: { policy: { sharing: 'shared' }, requirements: [{ id: 'r', kind: 'any', n: 2, of: [] }] } }), /\/pathway\/requirements\/0 must NOT have unevaluated properties/],
    ['a day that is none', (file) => JSON.parse(JSON.stringify(file).replace('2024-02-29', '2023-02-29')) as unknown, /is not a day of the calendar/],
    ['an achievement that nobody knows', (file) => JSON.parse(JSON.stringify(file).replace('"achievement":"cake"', '"achievement":"tart"')) as unknown, /\/achievements has no tart/],
  ])('are refused with their place: %s', (_what, change, fault) => {
    const read = readCaseFile(change(sample('expiry-and-renewal.json') as Record<string, never>));
    expect(read.ok ? '' : read.fault).toMatch(fault);
  });

  testUnless(programmes.missing)('of real degree programmes agree, each section alone and all together', () => {
    const lines = gunzipSync(readFileSync(programmes.path)).toString('utf8').split('\n').filter((line) => line !== '');
    const outcomes = lines.flatMap((line) => [...runAudit('audit', JSON.parse(line) as AuditProgramme, solver)]);
    expect(outcomes).toHaveLength(378);
    expect(outcomes.filter(({ mismatches }) => mismatches.length > 0)).toEqual([]);
  }, 120_000);
});
