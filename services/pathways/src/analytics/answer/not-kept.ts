import { type Cohorts, type Dimension, endsMonth, type FigureQuestion, type FigureScope, firstOfMonth, type MetricId } from '@cairn/metrics';

/** Why sums do not answer a question that facts would; a message says what they do answer. */
export interface NotKept {
  readonly code: 'DIMENSION_NOT_ALLOWED' | 'SCOPE_NOT_ALLOWED';
  readonly message: string;
}

/**
 * What rows of sums can be narrowed to. Where the scope decides which achievement or enrolment of an earner is the first one,
 * sums of the whole tenant say nothing of it.
 */
const scopes: Partial<Record<MetricId, readonly (keyof FigureScope)[]>> = {
  M0: ['achievements'],
  M8: ['pathways', 'issuers'],
  M9: ['pathways', 'issuers'],
  M11: ['pathways'],
  M12: ['achievements'],
  M13: ['achievements'],
  M16: ['achievements'],
};
const ofGroups: readonly Dimension[] = ['REGION', 'GROUP_VALUE'];
const ofEarners: readonly Dimension[] = ['COHORT_MONTH', 'COHORT_QUARTER', 'ACHIEVEMENT'];

/** Null for what sums are kept of. */
export function notKept(question: FigureQuestion): NotKept | null {
  const { metric, groupBy = [], scope = {} } = question;
  const narrowed = (Object.keys(scope) as (keyof FigureScope)[]).filter((one) => scope[one] !== undefined && !scopes[metric]?.includes(one));
  if (narrowed.length > 0) return { code: 'SCOPE_NOT_ALLOWED', message: `${metric} is not added up for a scope of ${narrowed.join(' and ')}. ${told}` };
  if (groupBy.filter((one) => ofGroups.includes(one)).length > 1) return { code: 'DIMENSION_NOT_ALLOWED', message: `${metric} is told apart by REGION or by GROUP_VALUE, not by both together.` };
  return metric === 'M0' ? earnersNotKept(groupBy, question.cohorts, scope) : null;
}

/** Earners are counted once in each cell, so that cells do not add up to others: those of M0 are kept one by one. */
function earnersNotKept(groupBy: readonly Dimension[], cohorts: Cohorts | undefined, { achievements }: FigureScope): NotKept | null {
  const dimension = groupBy[0];
  const isCohort = dimension === 'COHORT_MONTH' || dimension === 'COHORT_QUARTER';
  const refused = (message: string): NotKept => ({ code: 'DIMENSION_NOT_ALLOWED', message });
  if (groupBy.length > 1 || groupBy.some((one) => !ofEarners.includes(one))) return refused(`M0 is told apart by one of ${ofEarners.join(', ')}.`);
  if (achievements && (isCohort || cohorts || (dimension === undefined && achievements.length > 1)))
    return { code: 'SCOPE_NOT_ALLOWED', message: 'M0 is added up for one achievement, or for each of several by ACHIEVEMENT; not by cohorts of them.' };
  if (!cohorts) return null;
  if (dimension === 'ACHIEVEMENT') return refused('M0 is told apart by ACHIEVEMENT for all time only, not for a period.');
  if (dimension === 'COHORT_QUARTER' && !isQuarters(cohorts)) return refused('M0 by COHORT_QUARTER has periods of whole quarters.');
  if (dimension === undefined && firstOfMonth(cohorts.until) !== cohorts.from && !isOneQuarter(cohorts)) return refused('M0 has a period of one month or of one quarter; of more months by COHORT_MONTH.');
  return null;
}

const isQuarters = ({ from, until }: Cohorts): boolean => ['01', '04', '07', '10'].includes(from.slice(5, 7)) && ['03', '06', '09', '12'].includes(until.slice(5, 7)) && endsMonth(until);
const isOneQuarter = (cohorts: Cohorts): boolean => isQuarters(cohorts) && cohorts.from.slice(0, 4) === cohorts.until.slice(0, 4) && Number(cohorts.until.slice(5, 7)) - Number(cohorts.from.slice(5, 7)) === 2;

const told = `Narrower scopes are kept of ${Object.entries(scopes).map(([metric, of]) => `${metric} (${metric === 'M0' ? 'one of the achievements' : of.join(', ')})`).join(', ')}.`;
