import type { AchievementText } from '../provider/achievements.js';
import { dayAfter } from '../provider/civil-day.js';
import type { PathwayText } from '../provider/pathways.js';
import type { Row } from '../provider/rows.js';
import { groupNames, type OuladData, type StudentRow } from './data-set.js';
import { type Presentation, startOf } from './presentation.js';

/** How OULAD becomes a registry (analytics.md section 10). All of it is arithmetic on the rows. */
export const ouladTenant = { name: 'Open learning data (OULAD)', idempotencyKey: 'import:oulad' };

export const ouladIssuer = {
  slug: 'open-learning-data',
  name: 'Open learning data (OULAD)',
  url: 'https://analyse.kmi.open.ac.uk/open_dataset',
  description: 'Learners, modules and results of the Open University Learning Analytics Dataset (Kuzilek et al., 2017), without names.',
  sectors: ['HIGHER_EDUCATION'],
  country: 'GB',
};

/** Before the first presentation. */
const enrolFrom = '2013-01-01';

export const modulesOf = ({ presentations }: OuladData): string[] => [...new Set(presentations.map(({ module }) => module))].sort();

/** A module can be passed twice, in two presentations: both awards stand. */
export function moduleAchievement(module: string, { presentations }: OuladData): AchievementText {
  const longest = Math.max(...presentations.filter((one) => one.module === module).map(({ lengthDays }) => lengthDays));
  return {
    code: module,
    version: {
      title: `Module ${module}`,
      description: `Module ${module} of the Open University, as the data set names it. It has no level and no credits there; the effort stated is the length of its longest presentation.`,
      criteria: 'Pass or Distinction as the final result of a presentation of the module.',
      imageUrl: 'https://modules.example/module.png',
      imageAltText: `Sign of module ${module}`,
      stated: { learningOutcomes: [`Has learned what module ${module} teaches; the data set does not say what.`] },
      achievementType: 'Certificate',
      issuerSector: 'HIGHER_EDUCATION',
      useCase: 'EXTENSION_CERTIFICATE',
      claimBasis: 'KNOWLEDGE',
      earningModes: ['COURSE'],
      requirement: { kind: 'COURSE', title: 'A presentation of the module with its assessments and examination', assessed: true },
      estimatedEffort: `P${longest}D`,
      duplicatePolicy: 'MANY',
      tags: ['OULAD'],
    },
  };
}

export const modulePathway = (module: string, achievement: string): PathwayText => ({
  code: module,
  title: `Module ${module}`,
  access: 'PUBLIC',
  enrolFrom,
  requirements: [{ id: 'pass', kind: 'award', title: `Module ${module}`, achievement }],
});

/** Every learner once, in the order of first appearance. */
export const studentsOf = ({ students }: OuladData): string[] => [...new Set(students.map(({ student }) => student))];

export const earnerRow = (student: string): Row => ({ identifierType: 'STUDENT_ID', identifier: student });

/**
 * What learners are by gender, band and so on, each from the presentation on in which a row says otherwise than the one before;
 * a row that leaves it open ends what was said. A learner in several presentations that begin together is what the first row says.
 */
export function groupRows({ students }: OuladData): Row[] {
  const byStudent = Map.groupBy(students, ({ student }) => student);
  return [...byStudent].flatMap(([student, rows]) => {
    const since = Map.groupBy(rows, ({ presentation }) => startOf(presentation));
    const days = [...since.keys()].sort();
    return groupNames.flatMap((dimension) => spansOf(days.map((day) => ({ since: day, value: since.get(day)?.[0]?.groups[dimension] ?? null }))).map((span) => ({ student, dimension, ...span })));
  }).map(({ student, dimension, value, since, until }) => ({ identifierType: 'STUDENT_ID', identifier: student, dimension, value, since, until, consentEvidence: 'OULAD, published under CC BY 4.0' }));
}

interface Said {
  readonly since: string;
  readonly value: string | null;
}

function spansOf(said: readonly Said[]): { value: string; since: string; until: string | undefined }[] {
  const changes = said.filter(({ value }, at) => at === 0 || value !== said[at - 1]?.value);
  return changes.flatMap(({ since, value }, at) => (value === null ? [] : [{ value, since, until: changes[at + 1]?.since }]));
}

export const isPassed = ({ result }: StudentRow): boolean => result === 'Pass' || result === 'Distinction';

/** The award of a row as it is made in error, to be revoked: a reference stands for one award for good. */
export const awardInError = (row: StudentRow, presentation: Presentation): Row => ({ ...awardRow(row, presentation), partnerReference: `${referenceOf(row)}/in-error` });

export function awardRow(row: StudentRow, { start, lengthDays }: Presentation): Row {
  const awardedOn = dayAfter(start, lengthDays);
  return {
    partnerReference: referenceOf(row),
    identifierType: 'STUDENT_ID',
    identifier: row.student,
    achievementCode: row.module,
    awardedOn,
    assessmentMethod: 'assessments of the module and final examination',
    assessedOn: awardedOn,
    resultName: 'final_result',
    resultValue: row.result,
  };
}

/**
 * Who unregistered before the start withdrew on the first day: an enrolment cannot end before it began, and every figure
 * counts withdrawals up to a number of days after the enrolment, so that none is changed by it.
 */
export const enrolmentRow = (row: StudentRow, { start }: Presentation, earnerId: string): Row => ({
  partnerReference: referenceOf(row),
  earnerId,
  pathwayCode: row.module,
  enrolledOn: start,
  withdrawnOn: row.unregisteredAfterDays === null ? undefined : dayAfter(start, Math.max(row.unregisteredAfterDays, 0)),
});

const referenceOf = ({ module, presentation, student }: StudentRow): string => `${module}/${presentation}/${student}`;
