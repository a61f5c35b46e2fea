import type { Answer } from '../answer/answer.js';
import { countedBeneath } from '../answer/counted.js';
import { shownRule } from '../answer/cycles-shown.js';
import { faultsOfWitness } from '../answer/faults-of-witness.js';
import { explain, type NodeExplanation } from '../explaining/explain.js';
import type { Question } from '../question.js';
import type { Expected } from './case-file.js';

type Same = (field: string, wanted: unknown, got: unknown) => void;

/** How an answer differs from what is expected of it; only fields that are expected are looked at. */
export function compare(expected: Expected, question: Question, answer: Answer): string[] {
  const mismatches: string[] = [];
  const same: Same = (field, wanted, got) => {
    if (wanted !== undefined && text(wanted) !== text(got)) mismatches.push(`${field}: expected ${text(wanted)}, got ${text(got)}`);
  };
  same('exact', expected.exact ?? true, answer.exact);
  for (const field of ['complete', 'completedOn', 'currentSince', 'lapsedOn', 'satisfied', 'total', 'vacuous', 'governingVersion', 'state'] as const) same(field, expected[field], answer[field]);
  same('intervals', expected.intervals?.map(({ from, until = null }) => ({ from, until })), answer.intervals.map(({ from, until }) => ({ from, until })));
  if (expected.counted) comparedCounted(expected, answer, same);
  for (const [id, units] of Object.entries(expected.units ?? {})) same(`units.${id}`, units, written(answer.units(id), answer.node(id)?.node.kind));
  if (expected.nodes) comparedNodes(expected.nodes, question, answer, same);
  if (expected.cycles) comparedCycles(expected.cycles, answer, same);
  for (const [id, wanted] of Object.entries(expected.exits ?? {})) same(`exits.${id}`, wanted, answer.exits().get(id) ?? null);
  return mismatches;
}

/** Lists of which neither order nor number matters. */
export function comparedSets(field: string, wanted: readonly string[], got: readonly string[]): string[] {
  const [a, b] = [[...new Set(wanted)].sort(), [...new Set(got)].sort()];
  return text(a) === text(b) ? [] : [`${field}: expected ${text(a)}, got ${text(b)}`];
}

/** Where several assignments are right, the one made here is checked by itself; the one listed is an example. */
function comparedCounted({ counted = {}, countedIsUnique = true }: Expected, answer: Answer, same: Same): void {
  if (countedIsUnique) {
    for (const [id, awards] of Object.entries(counted)) {
      const node = answer.judged?.day.rules.nodes.get(id);
      same(`counted.${id}`, [...new Set(awards)].sort(), node ? [...countedBeneath(node, answer.witness())].sort() : []);
    }
    return;
  }
  for (const fault of answer.judged ? faultsOfWitness(answer.judged.day, answer.witness(), answer.satisfied) : []) same('counted', 'an assignment', fault);
}

function comparedNodes(wanted: NonNullable<Expected['nodes']>, question: Question, answer: Answer, same: Same): void {
  const explains = Object.values(wanted).some(({ state, blocking }) => state !== undefined || blocking !== undefined);
  const explained = new Map<string, NodeExplanation>(explains ? explain(question, answer).map((node) => [node.id, node]) : []);
  for (const [id, { have, need, alone, state, blocking }] of Object.entries(wanted)) {
    const found = answer.node(id);
    if (!found) {
      same(`nodes.${id}`, 'a node', null);
      continue;
    }
    const { kind } = found.node;
    if (have !== undefined) same(`nodes.${id}.have`, have, written(found.have, kind));
    if (need !== undefined) same(`nodes.${id}.need`, need, written(found.need, kind));
    if (alone !== undefined) same(`nodes.${id}.alone`, alone, found.alone);
    if (state !== undefined) same(`nodes.${id}.state`, state, explained.get(id)?.state);
    if (blocking !== undefined) same(`nodes.${id}.blocking`, blocking, explained.get(id)?.blocking?.code);
  }
}

function comparedCycles(wanted: NonNullable<Expected['cycles']>, answer: Answer, same: Same): void {
  const pathway = answer.judged?.day.rules.pathway;
  if (pathway && !shownRule(pathway)) return same('cycles', 'one rule of maintenance', 'none, or several');
  const found = answer.cycles();
  same('cycles.length', wanted.length, found.length);
  wanted.forEach((cycle, at) => {
    const got = found[at];
    if (!got) return;
    for (const field of ['start', 'end', 'state', 'metOn'] as const) same(`cycles[${at}].${field}`, cycle[field], got[field]);
    for (const field of ['have', 'need', 'carriedIn', 'carriedOut'] as const) same(`cycles[${at}].${field}`, cycle[field], written(got[field], got.kind));
  });
}

/** Amounts of sums are kept in hundredths. */
const written = (amount: number | null, kind: string | undefined): number | null => (amount !== null && kind === 'sum' ? amount / 100 : amount);

const text = (value: unknown): string => JSON.stringify(value ?? null);
