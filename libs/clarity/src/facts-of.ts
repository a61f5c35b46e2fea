import { basisWords, restsOnAssessment } from './basis-words.js';
import type { ClarityRequirement, ClarityText } from './clarity-text.js';
import { codeWords } from './code-words.js';
import { counted, durationWords } from './effort-words.js';
import { type ClarityFact, type ClarityFactName, factLabels } from './fact.js';

/** What the card says of the issuer. */
export interface CardIssuer {
  readonly name: string;
}

type Words = (text: ClarityText, issuer: CardIssuer | undefined) => string | null;

const listed = (parts: readonly string[]): string | null => (parts.length > 0 ? parts.join('; ') : null);
const coded = (code: string | null): string | null => code && codeWords(code);

const leavesOf = (tree: ClarityRequirement | null): readonly ClarityRequirement[] => (tree === null ? [] : tree.of.length > 0 ? tree.of.flatMap(leavesOf) : [tree]);

/** What a definition states of each fact, in words made of its fields alone; null when it states nothing. */
const words: Readonly<Record<ClarityFactName, Words>> = {
  ISSUER: (_, issuer) => issuer?.name ?? null,
  SECTOR: ({ issuerSector }) => codeWords(issuerSector),
  USE_CASE: ({ useCase }) => codeWords(useCase),
  CLAIM_BASIS: ({ claimBasis }) => basisWords(claimBasis),
  EARNING_MODES: ({ earningModes }) => listed(earningModes.map(codeWords)),
  OUTCOMES: ({ stated, claimBasis }) => listed(stated.learningOutcomes) ?? (restsOnAssessment(claimBasis) ? null : stated.recognises),
  ALIGNMENTS: ({ alignments }) => listed(alignments.map(({ targetName, level }) => (level ? `${targetName} (${level})` : targetName))),
  ASSESSMENT_METHOD: ({ stated, requirement }) => stated.typeOfAssessment ?? listed(assessedLeaves(requirement)),
  SUPERVISION: ({ stated }) => coded(stated.supervision),
  IDENTITY_CHECK: ({ stated }) => coded(stated.identityCheck),
  RUBRIC: ({ rubrics }) => listed(rubrics.map(({ title, criteria }) => `${title} (${criteria.length} ${criteria.length === 1 ? 'criterion' : 'criteria'})`)),
  EFFORT: ({ estimatedEffort, stated }) => (estimatedEffort ? durationWords(estimatedEffort) : stated.hours === null ? null : counted(stated.hours, 'hour')),
  LEVEL: ({ level }) => level,
  CREDITS: ({ creditsAvailable }) => listed(creditsAvailable.map(({ amount, unit, category }) => `${amount} ${unit}${category ? ` (${category})` : ''}`)),
  VALIDITY: validityWords,
  QUALITY_ASSURANCE: ({ stated }) => stated.qualityAssurance && `${stated.qualityAssurance.by}: ${stated.qualityAssurance.statement}`,
  STANDARD_FOLLOWED: standardWords,
  LANGUAGE: ({ language, translations }) => [language, ...translations.map((translation) => translation.language)].join(', '),
};

/** Facts about an assessment: where there is none, nothing that is stated of them may make it look as if there were (F2). */
const ofAssessment: readonly ClarityFactName[] = ['ALIGNMENTS', 'ASSESSMENT_METHOD', 'SUPERVISION', 'IDENTITY_CHECK', 'RUBRIC', 'LEVEL'];
/** Uses in which nothing has to be learnt: effort, level and credits count only when they are stated. */
const withoutStudy: readonly string[] = ['MEMBERSHIP', 'CONTRIBUTION', 'EMPLOYEE_RECOGNITION', 'HONOUR'];
const ofStudy: readonly ClarityFactName[] = ['EFFORT', 'LEVEL', 'CREDITS'];
/** Uses that stand for an amount of credit; with others credits count only when they are stated. */
const withCredits: readonly string[] = ['CREDIT_BEARING', 'CONTINUING_EDUCATION', 'EXTENSION_CERTIFICATE', 'PROFESSIONAL_LEARNING'];

/** The 18 facts, each once, in the order of the card. */
export const factsOf = (text: ClarityText, issuer: CardIssuer | undefined): ClarityFact[] =>
  (Object.keys(factLabels) as ClarityFactName[]).map((fact) => {
    if (!restsOnAssessment(text.claimBasis) && ofAssessment.includes(fact)) return { fact, status: 'NOT_APPLICABLE', value: null };
    const value = words[fact](text, issuer);
    if (value !== null) return { fact, status: 'STATED', value };
    return { fact, status: applies(fact, text) ? 'NOT_STATED' : 'NOT_APPLICABLE', value: null };
  });

const applies = (fact: ClarityFactName, { useCase }: ClarityText): boolean =>
  !(withoutStudy.includes(useCase) && ofStudy.includes(fact)) && (fact !== 'CREDITS' || withCredits.includes(useCase));

const assessedLeaves = (requirement: ClarityRequirement | null): string[] => leavesOf(requirement).flatMap(({ assessed, kind, title }) => (assessed ? [`${codeWords(kind)}: ${title ?? ''}`] : []));

function validityWords({ validity, validFor, validUntil, stated: { maintenance } }: ClarityText): string | null {
  const term = validFor ? `for ${durationWords(validFor)}` : validUntil ? `until ${validUntil}` : validity === 'NEVER_EXPIRES' ? 'never expires' : null;
  const kept = maintenance === null ? null : maintenance.required ? `has to be maintained${maintenance.text ? `: ${maintenance.text}` : ''}` : 'nothing has to be done to keep it';
  if (validity === 'MAINTAINED' && kept === null) return null;
  return term === null && validity !== 'MAINTAINED' ? null : listed([term, kept].filter((part) => part !== null));
}

function standardWords({ stated: { standardFollowed, standardName } }: ClarityText): string | null {
  const names: Readonly<Record<string, string>> = { ISO_IEC_17024: 'ISO/IEC 17024', CERTIFICATE_PROGRAMME: 'a standard for certificate programmes', NONE_STATED: 'none, as its issuer says' };
  if (standardFollowed === null) return null;
  return standardFollowed === 'OTHER' ? standardName : (names[standardFollowed] ?? codeWords(standardFollowed));
}
