import type { Solver } from '../../assignment/solver.js';
import type { CivilDate } from '../../civil-date.js';
import type { AwardFact, EnrolmentFact, Metadata, World } from '../../facts/facts.js';
import { resultDocument, type ResultDocument } from '../../explaining/result-document.js';
import type { Pathway } from '../../language/pathway.js';
import type { Question } from '../../question.js';
import { answer, pathwayOf } from '../answer.js';

/** An award as plain pathways know it: ids and days. */
export interface Held {
  readonly award: string;
  readonly achievement: string;
  readonly issuedOn: CivilDate;
  readonly expiresOn: CivilDate | null;
  readonly revokedOn: CivilDate | null;
  readonly suspensions: readonly { readonly from: CivilDate; readonly until: CivilDate | null }[];
  /** Void from the start: never active on any day. */
  readonly voided?: boolean;
}

export interface PlainFacts {
  readonly enrolment: EnrolmentFact | null;
  readonly awards: readonly Held[];
  readonly asOf: CivilDate;
}

const plain: Metadata = { issuer: null, type: null, tags: [], skills: [], level: null, groups: [], series: null, assessed: false, measures: {} };

const world: World = {
  isRepeatable: () => false,
  codeOf: () => null,
  metadataOn: () => plain,
  metadataDays: () => [],
  tierOf: () => null,
  trustGroups: () => [],
  isAtOrBelow: () => false,
};

/** Plain pathways are counted: nothing about them is solved. */
const unasked: Solver = {
  solve: () => {
    throw new Error('a plain pathway was solved');
  },
};

export function questionOf(definition: Pathway, { enrolment, awards, asOf }: PlainFacts): Question {
  const held = awards.map(({ award: id, voided, revokedOn, ...rest }): AwardFact => ({ id, ...rest, revokedOn: voided ? rest.issuedOn : revokedOn, result: null, stated: {}, entry: false, snapshot: plain }));
  return { versions: pathwayOf([definition], world), facts: { enrolment, awards: held, attestations: [], exceptions: [], others: new Map() }, asOf, world, solver: unasked };
}

/** The whole result, explained. */
export function evaluated(definition: Pathway, facts: PlainFacts): ResultDocument {
  const question = questionOf(definition, facts);
  return resultDocument(question, answer(question), { explain: true });
}
