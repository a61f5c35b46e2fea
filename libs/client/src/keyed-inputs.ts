import type { Variables } from './registry-client.js';

/** Inputs whose `idempotencyKey` makes a repeated mutation answer with what it made the first time; held against the contract by keyed-inputs.spec.ts. */
export const keyedInputs: ReadonlySet<string> = new Set([
  'AddMemberInput', 'AdoptSkillFrameworkInput', 'CreateAchievementInput', 'CreateEarnerInput', 'CreateIssuerInput', 'CreateOrgUnitInput',
  'CreatePathwayInput', 'DecideSubmissionInput', 'DraftAchievementVersionInput', 'DraftPathwayVersionInput', 'EnrolEarnerInput',
  'ImportAchievementsInput', 'ImportAwardsInput', 'ImportCreditEntriesInput', 'ImportEarnersInput', 'ImportEnrolmentsInput',
  'ImportFormerDocumentsInput', 'ImportPathwayInput', 'ImportRosterFileInput', 'ImportSkillFrameworkInput', 'ImportStatisticsGroupsInput', 'IssueAwardInput', 'PostCreditEntryInput',
  'ProposeMandateInput', 'RenewAwardInput', 'ReplaceAwardInput', 'RevokeAwardInput', 'RunBulkQueryInput', 'StartSubmissionInput',
  'SubmitAttemptInput',
]);

const declared = /\$(\w+)\s*:\s*(\w+)/g;

/** The variables of a mutation, with a key of its own in each input that may bear one and has none. */
export function withKeys(text: string, variables: Variables): Variables {
  const keyed = { ...variables };
  for (const [, name = '', type = ''] of text.matchAll(declared)) {
    const input = variables[name];
    if (!keyedInputs.has(type) || typeof input !== 'object' || input === null || Array.isArray(input)) continue;
    if (keyOf(input) === null) keyed[name] = { ...input, idempotencyKey: newKey() };
  }
  return keyed;
}

/** Whether all that a mutation is given bears a key, so that it may be sent again after anything. */
export function bearsKeys(text: string, variables: Variables): boolean {
  const all = [...text.matchAll(declared)];
  return all.length > 0 && all.every(([, name = '', type = '']) => keyedInputs.has(type) && keyOf(variables[name]) !== null);
}

/** Random, and possible in pages that came over http, too. */
const newKey = (): string => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

const keyOf = (input: unknown): string | null => (input as { readonly idempotencyKey?: string | null } | undefined)?.idempotencyKey ?? null;
