import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { loadSolver } from '../assignment/solver.js';
import { runCases } from './case-run.js';
import { readCaseFile } from './read-case-file.js';

/**
 * Small random definitions of the whole language: versions, cycles, exits, several pathways, late knowledge, constraints.
 * What is expected was found by an evaluator that tries every assignment on every day, written from the text of the
 * language alone and sharing no code with this one; these are some of 25,000 checks on which both agreed.
 */
const judged = new URL('./judged/random-definitions.jsonl.gz', import.meta.url);

describe('small random definitions', () => {
  it('are judged as by trying every assignment on every day', async () => {
    const solver = await loadSolver(5);
    const documents = gunzipSync(readFileSync(judged)).toString('utf8').trim().split('\n');
    const outcomes = documents.flatMap((document) => {
      const read = readCaseFile(JSON.parse(document));
      return read.ok ? [...runCases('judged', read.file, solver)] : [{ label: document.slice(0, 40), mismatches: [read.fault] }];
    });
    expect(outcomes.length).toBeGreaterThan(250);
    expect(outcomes.filter(({ mismatches }) => mismatches.length > 0)).toEqual([]);
  }, 120_000);
});
