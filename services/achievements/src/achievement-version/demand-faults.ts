import { type Refusal, refusal } from '@cairn/access';
import type { VersionText } from './achievement-version.js';
import { commonDemands, type Demand, useCases } from './use-case.js';

const outcomesField = ['version', 'stated', 'learningOutcomes'];

/** F7: one refusal for each field that is missing, whether every version or the use case needs it. */
export function demandFaults(text: VersionText): Refusal[] {
  const faults = [
    ...commonDemands.flatMap((demand) => missing(demand, 'A published version', text)),
    ...useCases[text.useCase].demands.flatMap((demand) => missing(demand, `The use case ${text.useCase}`, text)),
  ];
  const known = lacksOutcomes(text) ? [refusal('OUTCOMES_MISSING', 'ECTS credits need the learning outcomes that they measure.', ...outcomesField)] : [];
  return faults.reduce<Refusal[]>((all, fault) => (all.some((other) => sameField(other, fault)) ? all : [...all, fault]), known);
}

const missing = ({ what, missingIn }: Demand, who: string, text: VersionText): Refusal[] =>
  missingIn(text).map((path) => refusal('FIELD_MISSING', `${who} states ${what}.`, 'version', ...path));

/** ECTS credits are a measure of learning outcomes (ECTS Users' Guide): without outcomes they measure nothing. */
const lacksOutcomes = ({ creditsAvailable, stated }: VersionText): boolean =>
  stated.learningOutcomes.length === 0 && creditsAvailable.some(({ unit }) => unit.toUpperCase() === 'ECTS');

export const sameField = (one: Refusal, other: Refusal): boolean => one.field?.join('.') === other.field?.join('.');
