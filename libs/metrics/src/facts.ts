/**
 * What figures are made of: the columns of the facts, one list for the views in the pathways database, the export, the
 * generator and what is written for analysts. Source: section 1 of the analytics text and decision 0010.
 */
export type FactName =
  | 'fact_award'
  | 'dim_achievement'
  | 'dim_skill'
  | 'fact_enrolment'
  | 'fact_step'
  | 'fact_completion'
  | 'fact_counted'
  | 'fact_cycle'
  | 'fact_submission'
  | 'fact_verification'
  | 'dim_group'
  | 'dim_consent';

/**
 * `earner` is the pseudonym of a person and `case` the id of what belongs to one person, both of which an export replaces;
 * `key` any other id; `day` a civil day in UTC; `time` an
 * instant; `hundredths` an amount times 100.
 */
export type ColumnType = 'earner' | 'case' | 'key' | 'text' | 'integer' | 'hundredths' | 'flag' | 'day' | 'time' | 'decimal';

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  /** True where a row may leave it open. */
  readonly open?: true;
  readonly means: string;
}

export interface Fact {
  readonly name: FactName;
  readonly means: string;
  /** Without `tenant_id`, which is the first column of every fact. */
  readonly columns: readonly Column[];
  /** The columns that name a row within its tenant. */
  readonly key: readonly string[];
  /** The column whose month an export files the row under; null for what has no day of its own. */
  readonly filedBy: string | null;
}

const key = (name: string, means: string): Column => ({ name, type: 'key', means });
const earner: Column = { name: 'earner_key', type: 'earner', means: 'The earner, by a pseudonym that only the earners service can resolve.' };
const single = (name: string, means: string): Column => ({ name, type: 'case', means });
const day = (name: string, means: string): Column => ({ name, type: 'day', means });
const openDay = (name: string, means: string): Column => ({ name, type: 'day', open: true, means });

export const facts: readonly Fact[] = [
  {
    name: 'fact_award',
    means: 'One award.',
    columns: [
      earner,
      single('award_key', 'The award.'),
      key('achievement', 'What was earned, whichever version of it.'),
      key('version', 'The version of the achievement.'),
      key('issuer', 'The issuer that awarded it.'),
      day('issued_on', 'The day on which it was awarded.'),
      openDay('expires_on', 'The first day on which it is valid no more; open: it does not expire.'),
      openDay('revoked_on', 'The day from which it is revoked; open: it is not.'),
      { name: 'void', type: 'flag', means: 'Never earned: revoked as issued in error, or from the day of its issue or before.' },
      { name: 'credits', type: 'hundredths', open: true, means: 'Credits of the award in hundredths; open: none stated.' },
      { name: 'measure', type: 'text', open: true, means: 'What the credits are counted in.' },
    ],
    key: ['award_key'],
    filedBy: 'issued_on',
  },
  {
    name: 'dim_achievement',
    means: 'What is known of an achievement.',
    columns: [
      key('achievement', 'The achievement.'),
      { name: 'level', type: 'integer', open: true, means: 'Its level (EQF, NQF or of the credential), never guessed from the title; open: unknown.' },
      { name: 'field', type: 'text', open: true, means: 'Its field of study (ISCED-F or the code of a framework); open: unknown.' },
      { name: 'kind', type: 'text', means: 'degree, certificate, badge, … in lower case.' },
      key('issuer', 'The issuer that defines it.'),
      { name: 'in_pathway', type: 'flag', means: 'A published pathway counts it.' },
    ],
    key: ['achievement'],
    filedBy: null,
  },
  {
    name: 'dim_skill',
    means: 'A skill that an achievement is aligned to, or one above such a skill.',
    columns: [key('achievement', 'The achievement.'), { name: 'skill', type: 'text', means: 'The skill, by its address.' }],
    key: ['achievement', 'skill'],
    filedBy: null,
  },
  {
    name: 'fact_enrolment',
    means: 'One enrolment of an earner in a pathway.',
    columns: [
      earner,
      single('enrolment', 'The enrolment.'),
      key('pathway', 'The pathway.'),
      key('version', 'The version of the pathway that was joined.'),
      key('issuer', 'The issuer of the pathway.'),
      day('enrolled_on', 'Its first day.'),
      openDay('withdrawn_on', 'The day of withdrawal; open: never withdrawn.'),
    ],
    key: ['enrolment'],
    filedBy: 'enrolled_on',
  },
  {
    name: 'fact_step',
    means: 'A step of a pathway that an enrolment has reached.',
    columns: [
      single('enrolment', 'The enrolment.'),
      { name: 'step', type: 'integer', means: 'Place of the step in the order of the definition, from 0.' },
      day('reached_on', 'The day on which it was reached.'),
    ],
    key: ['enrolment', 'step'],
    filedBy: 'reached_on',
  },
  {
    name: 'fact_completion',
    means: 'A pathway completed by an enrolment.',
    columns: [
      earner,
      single('enrolment', 'The enrolment that completed it.'),
      single('completion', 'The completion.'),
      key('pathway', 'The pathway.'),
      key('version', 'The version of the pathway that governed the completion.'),
      { name: 'completion_achievement', type: 'key', open: true, means: 'The achievement that the pathway itself awards; open: none.' },
      day('completed_on', 'The day of completion.'),
    ],
    key: ['completion'],
    filedBy: 'completed_on',
  },
  {
    name: 'fact_counted',
    means: 'An award that a completion counted.',
    columns: [
      single('completion', 'The completion.'),
      single('award_key', 'The award.'),
      { name: 'credits', type: 'hundredths', open: true, means: 'How many of its credits were counted, in hundredths.' },
    ],
    key: ['completion', 'award_key'],
    filedBy: null,
  },
  {
    name: 'fact_cycle',
    means: 'A cycle in which an award had to be renewed.',
    columns: [
      earner,
      single('award_key', 'The award.'),
      day('start_on', 'First day of the cycle.'),
      day('end_on', 'The day by which it had to be met; who meets it on that day or later does so in grace.'),
      day('grace_end_on', 'The day on which grace is over.'),
      openDay('met_on', 'The day on which it was met; open: not met.'),
    ],
    key: ['award_key', 'start_on'],
    filedBy: 'end_on',
  },
  {
    name: 'fact_submission',
    means: 'An attempt to show evidence for an achievement.',
    columns: [
      key('version', 'The version of the achievement.'),
      single('chain', 'What attempts of one earner at one achievement have in common.'),
      { name: 'attempt', type: 'integer', means: 'Number of the attempt, from 1.' },
      { name: 'submitted_at', type: 'time', means: 'When it was submitted.' },
      { name: 'decided_at', type: 'time', open: true, means: 'When it was decided; open: not yet.' },
      { name: 'outcome', type: 'text', open: true, means: 'granted, refused, or returned (another attempt is asked for); open: not decided.' },
    ],
    key: ['chain', 'attempt'],
    filedBy: 'submitted_at',
  },
  {
    name: 'fact_verification',
    means: 'How often an award was verified on a day by a class of callers.',
    columns: [
      single('award_key', 'The award.'),
      day('day', 'The day.'),
      { name: 'class', type: 'text', means: 'person, relying system, bot or own issuer.' },
      { name: 'n', type: 'integer', means: 'How often.' },
    ],
    key: ['award_key', 'day', 'class'],
    filedBy: 'day',
  },
  {
    name: 'dim_group',
    means: 'What an earner says of himself, given for statistics only.',
    columns: [
      earner,
      { name: 'dimension', type: 'text', means: 'What is answered, for example region.' },
      { name: 'value', type: 'text', means: 'The answer.' },
      openDay('since_on', 'First day on which it is true; open: as far back as one looks.'),
      openDay('until_on', 'First day on which it is true no more; open: it still is. Of one dimension no two answers are true on one day.'),
    ],
    key: ['earner_key', 'dimension', 'since_on'],
    filedBy: null,
  },
  {
    name: 'dim_consent',
    means: 'A purpose beyond statistics that an earner agreed to.',
    columns: [earner, { name: 'purpose', type: 'text', means: 'The purpose, for example talent search.' }],
    key: ['earner_key', 'purpose'],
    filedBy: null,
  },
];

/** The columns of a fact as they stand in it, the tenant first. */
export function columnsOf(name: FactName): readonly Column[] {
  const found = facts.find((fact) => fact.name === name);
  if (!found) throw new Error(`${name} is no fact`);
  return [{ name: 'tenant_id', type: 'key', means: 'The tenant whose fact it is.' }, ...found.columns];
}
