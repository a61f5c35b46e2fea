import type { Solver } from '../assignment/solver.js';
import type { EarnerFacts, OtherPathway, World } from '../facts/facts.js';
import { pathwayOf } from '../answer/answer.js';
import type { VersionRules } from '../history/version-rules.js';
import type { Pathway } from '../language/pathway.js';
import type { Case, CaseFile, Check } from './case-file.js';
import { lintCodes } from './case-lint.js';
import { worldOf } from './case-world.js';
import { compare, comparedSets } from './compare.js';
import { knownFacts } from './known-facts.js';
import { mergePatch } from './merge-patch.js';
import { inOrder, type Pathways } from './pathway-order.js';
import { type Standing, standingOf } from './standing.js';

/** What became of one check: no mismatches, or each of them as `field: expected X, got Y`. */
export interface CheckOutcome {
  readonly label: string;
  readonly mismatches: readonly string[];
}

/** Runs every check of a file. */
export function* runCases(name: string, file: CaseFile, solver: Solver): Generator<CheckOutcome> {
  const world = worldOf(file);
  const variants = new Map<string, Pathways>();
  for (const one of file.cases)
    for (const check of one.checks) {
      const label = `${name}#${file.id}/${one.name}@${check.asOf}${[check.pathway, check.variant, check.knownAsOf].map((part) => (part === undefined ? '' : ` ${part}`)).join('')}`;
      yield { label, mismatches: judged(() => runCheck(file, one, check, world, rulesFor(file, check.variant, world, variants), solver)) };
    }
}

function judged(run: () => string[]): string[] {
  try {
    return run();
  } catch (error) {
    return [`fault: ${error instanceof Error ? error.message : String(error)}`];
  }
}

function rulesFor(file: CaseFile, variant: string | undefined, world: World, made: Map<string, Pathways>): Pathways {
  const key = variant ?? '';
  let rules = made.get(key);
  if (!rules) {
    const patch = variant === undefined ? {} : file.variants?.[variant];
    if (patch === undefined) throw new Error(`there is no variant ${variant}`);
    const definitions = (file.pathways ?? (file.pathway ? [file.pathway] : [])).map((definition) => ({ id: file.id, version: 1, ...mergePatch<Pathway>(definition, patch) }));
    const ids = [...new Set(definitions.map(({ id }) => id))];
    rules = new Map(ids.map((id) => [id, pathwayOf(definitions.filter((one) => one.id === id), world)]));
    made.set(key, rules);
  }
  return rules;
}

function runCheck(file: CaseFile, one: Case, check: Check, world: World, rules: Pathways, solver: Solver): string[] {
  const wanted = check.pathway ?? [...rules.keys()][0] ?? '';
  const { lint, ...evaluated } = check.expected;
  const linted = lint === undefined ? [] : comparedSets('lint', lint, codesOf(file, one, check, wanted, world, rules, solver));
  // Pathways that form a cycle are linted, and cannot be evaluated.
  return Object.keys(evaluated).length === 0 ? linted : [...evaluate(file, one, check, wanted, world, rules, solver), ...linted];
}

function evaluate(file: CaseFile, one: Case, check: Check, wanted: string, world: World, rules: Pathways, solver: Solver): string[] {
  const known = knownFacts(file, one, check.knownAsOf);
  const others = new Map<string, OtherPathway>();
  const awards = [...known.awards];
  let standing: Standing | undefined;
  for (const id of inOrder(rules, wanted, world)) {
    const enrolments = [...(one.enrolment ? [one.enrolment] : []), ...(one.enrolments ?? [])];
    const enrolment = enrolments.find(({ pathway }) => pathway === id || (pathway === undefined && rules.size === 1)) ?? null;
    const facts: EarnerFacts = { ...known, awards: [...awards], enrolment, others: new Map(others) };
    standing = standingOf({ versions: rules.get(id)!, facts, asOf: check.asOf, world, solver });
    others.set(id, standing.other);
    // A real award of the achievement, in whatever state, replaces the computed one; what is dated later is not there yet (S12).
    awards.push(...standing.awards.filter(({ achievement }) => !known.awards.some((award) => award.achievement === achievement && award.issuedOn <= check.asOf)));
  }
  return standing ? compare(check.expected, standing.question, standing.answer) : ['pathway: there is none'];
}

function codesOf(file: CaseFile, one: Case, { asOf }: Check, wanted: string, world: World, rules: Pathways, solver: Solver): string[] {
  const definitions = (of: readonly VersionRules[]): Pathway[] => of.map(({ pathway }) => pathway);
  const others = [...rules].filter(([id]) => id !== wanted).flatMap(([, versions]) => definitions(versions));
  return lintCodes({ file, versions: definitions(rules.get(wanted) ?? []), others, one, asOf }, world, solver);
}
