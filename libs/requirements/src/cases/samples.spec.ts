import { readdirSync, readFileSync } from 'node:fs';
import { loadSolver, type Solver } from '../assignment/solver.js';
import { runCases } from './case-run.js';
import { readCaseFile } from './read-case-file.js';

const samples = new URL('./samples/', import.meta.url);

/** Expected values worked out by hand from the text of the language: sections 2 to 9, and each mistake of section 15. */
describe('cases made by hand', () => {
  let solver: Solver;
  beforeAll(async () => {
    solver = await loadSolver(5);
  });

  test.each(readdirSync(samples))('of %s are judged as they say', (name) => {
    const read = readCaseFile(JSON.parse(readFileSync(new URL(name, samples), 'utf8')));
    expect(read).toMatchObject({ ok: true });
    const outcomes = read.ok ? [...runCases(name, read.file, solver)] : [];
    expect(outcomes.length).toBeGreaterThan(0);
    expect(outcomes.filter(({ mismatches }) => mismatches.length > 0)).toEqual([]);
  });
});
