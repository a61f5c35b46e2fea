import { type Refusal, refusal } from '@cairn/access';
import type { MaintenanceRuleInput, PriceInput, UseCase, VersionFactsInput } from '../schema.types.js';
import { creditsFaults, toCredits } from './credits.js';
import { isGiven, numberFault, tooMany } from './key-fault.js';
import { termsFaults, toTerms } from './maintenance-rule.js';
import { lineFault, markdownFault } from './markdown-fault.js';
import { addressFault } from './text-fault.js';
import { type FactText, factTexts, type MaintenanceRule, type VersionFacts } from './version-facts.js';

const textMax = 2_000;
const listMax = 30;

/** Every fault in the form of what is stated, each with its path. */
export const factsFaults = (facts: VersionFactsInput, path: readonly string[]): Refusal[] => [
  ...factTexts.flatMap((name) => textOf(facts[name], [...path, name])),
  ...tooMany(facts.learningOutcomes, listMax, [...path, 'learningOutcomes']),
  ...(facts.learningOutcomes ?? []).flatMap((outcome, index) => markdownFault(outcome, 1_000, [...path, 'learningOutcomes', String(index)])),
  ...(isGiven(facts.termsUrl) ? addressFault(facts.termsUrl, [...path, 'termsUrl']) : []),
  ...(isGiven(facts.hours) && facts.hours <= 0 ? [refusal('INVALID_VALUE', 'Hours are above 0.', ...path, 'hours')] : []),
  ...numberFault(facts.hours, [-1e9, 100_000], [...path, 'hours']),
  ...(facts.qualityAssurance ? namedFaults(facts.qualityAssurance, ['by', 'statement'], [...path, 'qualityAssurance']) : []),
  ...(facts.price ? priceFaults(facts.price, [...path, 'price']) : []),
  ...(facts.maintenance ? maintenanceFaults(facts.maintenance, [...path, 'maintenance']) : []),
  ...tooMany(facts.recognition, listMax, [...path, 'recognition']),
  ...(facts.recognition ?? []).flatMap((one, index) => namedFaults(one, ['by', 'as', 'reference'], [...path, 'recognition', String(index)])),
];

const textOf = (text: string | null | undefined, path: readonly string[]): Refusal[] => (isGiven(text) ? markdownFault(text, textMax, path) : []);

/** Faults of lines of text by name, and of an address. */
const namedFaults = <Name extends string>(of: { readonly [name in Name]?: string | null } & { readonly url?: string | null }, names: readonly Name[], path: readonly string[]): Refusal[] => [
  ...names.flatMap((name) => textOf(of[name], [...path, name])),
  ...(isGiven(of.url) ? addressFault(of.url, [...path, 'url']) : []),
];

const priceFaults = ({ amount, currency }: PriceInput, path: readonly string[]): Refusal[] => [
  ...(Number(amount.toFixed(2)) === amount ? numberFault(amount, [0, 1e9], [...path, 'amount']) : [refusal('INVALID_VALUE', 'A price has at most two decimals.', ...path, 'amount')]),
  ...(/^[A-Z]{3}$/.test(currency) ? [] : [refusal('INVALID_VALUE', 'A currency is an ISO 4217 code, for example `EUR`.', ...path, 'currency')]),
];

const maintenanceFaults = (rule: MaintenanceRuleInput, path: readonly string[]): Refusal[] => [
  ...textOf(rule.text, [...path, 'text']),
  ...(isGiven(rule.reference) ? lineFault(rule.reference, 300, [...path, 'reference']) : []),
  ...creditsFaults(rule.credits ?? [], [...path, 'credits']),
  ...numberFault(rule.carryOverAtMost, [0, 100_000], [...path, 'carryOverAtMost']),
  ...numberFault(rule.auditShare, [0, 1], [...path, 'auditShare']),
  ...termsFaults(rule, path),
];

/** What is stated with every member there. An employer's own learning is private unless something else is said. */
export const toFacts = (facts: VersionFactsInput, useCase: UseCase): VersionFacts => ({
  ...(Object.fromEntries(factTexts.map((name) => [name, facts[name]?.trim() ?? null])) as Record<FactText, string | null>),
  learningOutcomes: (facts.learningOutcomes ?? []).map((outcome) => outcome.trim()),
  termsUrl: facts.termsUrl ?? null,
  hours: facts.hours ?? null,
  standardFollowed: facts.standardFollowed ?? null,
  defaultVisibility: facts.defaultVisibility ?? (useCase === 'INTERNAL_LEARNING' ? 'PRIVATE' : null),
  formOfParticipation: facts.formOfParticipation ?? null,
  supervision: facts.supervision ?? null,
  identityCheck: facts.identityCheck ?? null,
  qualityAssurance: facts.qualityAssurance
    ? { by: facts.qualityAssurance.by.trim(), statement: facts.qualityAssurance.statement.trim(), url: facts.qualityAssurance.url ?? null }
    : null,
  price: facts.price ? { amount: facts.price.amount, currency: facts.price.currency } : null,
  maintenance: facts.maintenance ? toMaintenance(facts.maintenance) : null,
  recognition: (facts.recognition ?? []).map((one) => ({ by: one.by.trim(), as: one.as.trim(), url: one.url ?? null, reference: one.reference?.trim() ?? null })),
});

const toMaintenance = (rule: MaintenanceRuleInput): MaintenanceRule => ({
  required: rule.required ?? true,
  reference: rule.reference?.trim() ?? null,
  anchor: rule.anchor ?? null,
  anchorDate: rule.anchorDate ?? null,
  cycle: rule.cycle ?? null,
  window: rule.window ?? null,
  grace: rule.grace ?? null,
  reinstateWithin: rule.reinstateWithin ?? null,
  credits: toCredits(rule.credits ?? []),
  carryOverAtMost: rule.carryOverAtMost ?? null,
  shortfall: rule.shortfall ?? null,
  renewalAssessment: rule.renewalAssessment ?? null,
  auditShare: rule.auditShare ?? null,
  text: rule.text?.trim() ?? null,
  ...toTerms(rule),
});
