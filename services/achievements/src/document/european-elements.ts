import { codeWords, counted, durationWords, titleWithBasis } from '@cairn/clarity';
import { type Refusal, refusal } from '@cairn/access';
import { isAssessed } from '../achievement-version/claim-basis.js';
import type { Described } from '../clarity/described.js';
import { localised } from './localised.js';

/** An element of Annex I of the Council Recommendation 2022/C 243/02. */
export interface EuropeanElement {
  readonly element: string;
  readonly label: string;
  readonly mandatory: boolean;
  /** OF_THE_AWARD: a definition cannot have it; the award's own rendering does. */
  readonly status: 'STATED' | 'NOT_STATED' | 'OF_THE_AWARD' | 'NOT_APPLICABLE';
  readonly value: string | null;
}

/** All eleven mandatory elements in the order of the annex, then the optional ones. */
export function europeanElements({ version, issuer }: Described, languages: readonly string[]): EuropeanElement[] {
  const { stated, claimBasis } = version;
  const text = localised(version, languages);
  const assessed = isAssessed(claimBasis);
  const supervised = [stated.supervision, stated.identityCheck && `identity: ${stated.identityCheck}`].filter((part) => part !== null);
  return [
    ofTheAward('LEARNER', 'Identification of the learner', true),
    element('TITLE', 'Title', titleWithBasis(text.title, claimBasis)),
    element('COUNTRY', 'Country of the issuer', issuer?.country ?? null),
    element('AWARDING_BODY', 'Awarding body', issuer?.name ?? null),
    ofTheAward('DATE_OF_ISSUE', 'Date of issue', true),
    element('LEARNING_OUTCOMES', 'Learning outcomes', stated.learningOutcomes.length > 0 ? stated.learningOutcomes.join('; ') : null),
    element('WORKLOAD', 'Workload', workload(version)),
    element('LEVEL', 'Level', version.level),
    element('TYPE_OF_ASSESSMENT', 'Type of assessment', assessed ? stated.typeOfAssessment : null),
    element('FORM_OF_PARTICIPATION', 'Form of participation', stated.formOfParticipation && codeWords(stated.formOfParticipation)),
    element('QUALITY_ASSURANCE', 'Quality assurance', stated.qualityAssurance && `${stated.qualityAssurance.by}: ${stated.qualityAssurance.statement}`),
    element('PREREQUISITES', 'Prerequisites', stated.prerequisites, false),
    element('SUPERVISION_AND_IDENTITY', 'Supervision and check of identity', assessed && supervised.length > 0 ? supervised.map(codeWords).join('; ') : null, false),
    assessed ? ofTheAward('GRADE', 'Grade', false) : { element: 'GRADE', label: 'Grade', mandatory: false, status: 'NOT_APPLICABLE', value: null },
    element('STACKABILITY', 'Integration and stackability', stated.stackability, false),
    element('FURTHER_INFORMATION', 'Further information', stated.furtherInformation, false),
  ];
}

/** One refusal for each mandatory element that a definition ought to state and does not, all at once. */
export const europeanRefusals = (elements: readonly EuropeanElement[]): Refusal[] =>
  elements
    .filter(({ mandatory, status }) => mandatory && status === 'NOT_STATED')
    .map(({ element: name, label }) => refusal('EUROPEAN_ELEMENT_MISSING', `${label} is not stated, and the European elements demand it.`, 'elements', name));

const element = (name: string, label: string, value: string | null, mandatory = true): EuropeanElement => ({
  element: name,
  label,
  mandatory,
  status: value === null ? 'NOT_STATED' : 'STATED',
  value,
});

const ofTheAward = (name: string, label: string, mandatory: boolean): EuropeanElement => ({ element: name, label, mandatory, status: 'OF_THE_AWARD', value: null });

/** ECTS where they are stated, and hours where those are: neither is made of the other. */
function workload({ creditsAvailable, estimatedEffort, stated }: Described['version']): string | null {
  const ects = creditsAvailable.filter(({ unit }) => unit.toUpperCase() === 'ECTS').map(({ amount }) => `${amount} ECTS`);
  const hours = estimatedEffort ? [durationWords(estimatedEffort)] : stated.hours === null ? [] : [counted(stated.hours, 'hour')];
  return [...ects, ...hours].join('; ') || null;
}
