import type { CivilDate } from '../civil-date.js';
import type { Together } from '../assignment/assign.js';
import type { World } from '../facts/facts.js';
import type { Cycle } from '../history/cycles.js';
import { firstDay } from '../history/node-periods.js';
import { rulesOf, type VersionRules } from '../history/version-rules.js';
import { isVacuous } from '../history/vacuous.js';
import { isWithdrawn, type Judged, walk, type Walk } from '../history/walk.js';
import type { Pathway } from '../language/pathway.js';
import type { Question } from '../question.js';
import { cyclesShown } from './cycles-shown.js';
import { exitsOf } from './exits.js';
import { type Milestone, milestonesOf } from './milestones.js';
import { type NodeAnswer, nodeAnswer } from './node-answer.js';
import { type AnswerState, stateOf } from './state.js';
import { countedByRequirement } from './counted.js';
import type { Witness } from './draft.js';
import { witnessOf } from './witness.js';

/** What is known of one earner and one pathway on one day (section 9). What costs a solve is made when it is asked for, and once. */
export interface Answer {
  readonly pathway: string | null;
  readonly asOf: CivilDate;
  readonly governingVersion: number | null;
  /** Null when it could not be decided in time. */
  readonly complete: boolean | null;
  readonly state: AnswerState;
  readonly completedOn: CivilDate | null;
  readonly currentSince: CivilDate | null;
  readonly lapsedOn: CivilDate | null;
  readonly intervals: readonly { readonly from: CivilDate; readonly until: CivilDate | null }[];
  readonly satisfied: number;
  readonly total: number;
  readonly bounds: { readonly atLeast: number; readonly atMost: number };
  readonly vacuous: boolean;
  readonly exact: boolean;
  readonly method: Together['method'];
  readonly completingVersion: number | null;
  /** The first day after `asOf` on which the answer may differ although nothing new becomes known: when to ask again. */
  readonly nextDay: CivilDate | null;
  /** The day asked about under the version that governs it: what explaining looks at. Null when none does. */
  readonly judged: Judged | null;
  /** One assignment that attains `satisfied`, and what more may be counted (section 9, `counted`). */
  witness(): Witness;
  /** Requirement -> the awards that the witness counts at or beneath it. */
  counted(): ReadonlyMap<string, readonly string[]>;
  /** Hundredths for a `sum`, whole for a `count`; null for a requirement of another kind, and where it could not be decided in time. */
  units(requirement: string): number | null;
  node(id: string): NodeAnswer | null;
  cycles(): readonly Cycle[];
  exits(): ReadonlyMap<string, CivilDate | null>;
  /** The first day on which a node of the version that governed then held by itself. */
  firstDay(node: string): CivilDate | null;
  /** Nodes with a milestone, and exits, of which some day could not be decided in time: what was recorded of them stands. */
  leftOpen(): ReadonlySet<string>;
  /** Node -> its badge and the periods in which the node held by itself. */
  milestones(): ReadonlyMap<string, Milestone>;
}

/** All published versions of one pathway, made ready for many questions. */
export function pathwayOf(versions: readonly Pathway[], world: World): readonly VersionRules[] {
  return versions.map((version) => rulesOf(version, world));
}

/** One question about one earner: pure, so the same facts give the same answer for ever. */
export function answer(question: Question): Answer {
  const { versions, facts, asOf } = question;
  const history = walk(question);
  const { last, nextDay } = history;
  const withdrawn = isWithdrawn(facts, asOf);
  const exits = once(() => exitsOf(question, history));
  const milestones = once(() => milestonesOf(question, history));
  const always = {
    pathway: versions[0]?.pathway.id ?? null,
    asOf,
    nextDay,
    judged: last,
    completingVersion: history.completingVersion?.number ?? null,
    exits: once(() => new Map([...exits()].map(([id, { on }]) => [id, on]))),
    leftOpen: once(() => new Set([...milestones(), ...exits()].flatMap(([id, { isDecided }]) => (isDecided ? [] : [id])))),
    firstDay: (node: string) => firstDay(history, node),
    milestones,
  };
  if (!last) return { ...ungoverned, ...always, state: withdrawn ? 'WITHDRAWN' : 'NOT_STARTED' };
  const { day, together } = last;
  const { rules } = day;
  const total = rules.roots.length;
  const vacuous = together.satisfied === total && isVacuous(rules, question);
  const current = history.intervals.at(-1)?.until === null;
  // A day that was left undecided matters only where the answer is not a "complete" that carries its assignment.
  const exact = together.exact && (history.exact || current);
  const complete = exact ? (vacuous ? !withdrawn || current : current) : current ? true : null;
  const witness = once(() => witnessOf(day));
  return {
    ...always,
    governingVersion: rules.number,
    complete,
    state: stateOf({ complete, history, withdrawn, satisfied: together.satisfied, day }),
    ...(vacuous && complete === true ? alwaysSince(facts.enrolment?.enrolledOn ?? null) : periodsOf(history)),
    satisfied: together.satisfied,
    total,
    bounds: together.bounds,
    vacuous,
    exact,
    method: together.method,
    witness,
    counted: once(() => countedByRequirement(rules.roots, witness())),
    units: (id) => {
      const root = rules.roots.find((one) => one.id === id);
      return root && (root.kind === 'sum' || root.kind === 'count') ? day.assignments.units(root) : null;
    },
    node: (id) => nodeAnswer(day, id),
    cycles: once(() => cyclesShown(day)),
  };
}

type Periods = Pick<Answer, 'completedOn' | 'currentSince' | 'lapsedOn' | 'intervals'>;

function periodsOf({ completedOn, intervals }: Walk): Periods {
  const open = intervals.at(-1);
  return { completedOn, currentSince: open?.until === null ? open.from : null, lapsedOn: open?.until ?? null, intervals };
}

/** What is satisfied with nothing is so from the enrolment on and never lapses; without one there is no day to begin with (S11). */
function alwaysSince(enrolledOn: CivilDate | null): Periods {
  return { completedOn: enrolledOn, currentSince: enrolledOn, lapsedOn: null, intervals: enrolledOn === null ? [] : [{ from: enrolledOn, until: null }] };
}

const ungoverned: Omit<Answer, 'pathway' | 'asOf' | 'state' | 'nextDay' | 'judged' | 'completingVersion' | 'exits' | 'firstDay' | 'leftOpen' | 'milestones'> = {
  governingVersion: null,
  complete: false,
  completedOn: null,
  currentSince: null,
  lapsedOn: null,
  intervals: [],
  satisfied: 0,
  total: 0,
  bounds: { atLeast: 0, atMost: 0 },
  vacuous: false,
  exact: true,
  method: 'linear',
  witness: () => ({ chosen: new Set(), held: new Set(), pairs: new Map() }),
  counted: () => new Map(),
  units: () => null,
  node: () => null,
  cycles: () => [],
};

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
