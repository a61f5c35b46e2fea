import { accepted, type Decision, type Refusal, refusal, refused } from '@cairn/access';
import type { SourceRecord } from '@cairn/bulk';
import { uuidOf } from '@cairn/subgraph';
import { coerceInputValue, type GraphQLInputType } from 'graphql';
import type { AchievementVersionInput } from '../schema.types.js';

const texts = ['title', 'description', 'criteria', 'imageUrl', 'imageAltText', 'language', 'achievementType', 'issuerSector', 'useCase', 'claimBasis', 'estimatedEffort', 'level', 'validity', 'validFor', 'validUntil', 'acceptance', 'duplicatePolicy', 'duplicatePeriod'] as const;
const lists = ['earningModes', 'tags'] as const;
const facts = ['recognises', 'contributionKind', 'attestorRole', 'method', 'competency'] as const;

/** Columns of a CSV file; JSON Lines may have the whole version in `version` instead. */
export const achievementColumns = ['code', 'issuerId', 'publish', 'version', ...texts, ...lists, 'learningOutcomes', ...facts, 'requirementKind', 'requirementTitle', 'requirementAssessed'] as const;

/** One line of an import of achievements. Ids are bare. */
export interface AchievementRow {
  readonly code: string;
  readonly issuer: string;
  /** Whether the text is to be published, not only drafted. */
  readonly publish: boolean;
  readonly version: AchievementVersionInput;
}

/** Reads one line; `type` is the schema's own AchievementVersionInput, so that a line is judged as a mutation would be. */
export function readAchievementRow(record: SourceRecord, type: GraphQLInputType): Decision<AchievementRow> {
  const faults: Refusal[] = [];
  const { code } = record;
  if (typeof code !== 'string' || code.trim() === '') faults.push(refusal('FIELD_MISSING', 'Every line needs the code of its achievement.', 'code'));
  const issuer = typeof record.issuerId === 'string' ? uuidOf('Issuer', record.issuerId) : undefined;
  if (issuer === undefined) faults.push(refusal(record.issuerId ? 'INVALID_VALUE' : 'FIELD_MISSING', 'Name the issuer by its id, `iss_…`.', 'issuerId'));
  if (!isFlag(record.publish)) faults.push(refusal('INVALID_VALUE', 'This is `true` or `false`.', 'publish'));
  const version = coerceInputValue(record.version ?? flatVersion(record), type, (path, _value, error) => {
    const column = String(path.find((step) => typeof step === 'string') ?? 'version');
    faults.push(refusal('INVALID_VALUE', error.message.replace(/^Field "\w+" of required type/, 'This of type'), columnOf(column)));
  }) as AchievementVersionInput | undefined;
  if (version?.imageUploadId) faults.push(refusal('INVALID_VALUE', 'A line names its image by `imageUrl`; an upload belongs to a mutation.', 'imageUploadId'));
  if (faults.length > 0 || typeof code !== 'string' || issuer === undefined || !version) return refused(...faults);
  return accepted({ code: code.trim(), issuer, publish: record.publish === true || record.publish === 'true', version });
}

/** The version that cells say, lists being joined by semicolons. */
function flatVersion(record: SourceRecord): Record<string, unknown> {
  const given = (names: readonly string[]) => names.flatMap((name) => (isThere(record[name]) ? [[name, record[name]] as const] : []));
  const outcomes = listOf(record.learningOutcomes);
  const stated = Object.fromEntries([...given(facts), ...(outcomes.length > 0 ? [['learningOutcomes', outcomes] as const] : [])]);
  const { requirementKind: kind, requirementTitle: title, requirementAssessed: assessed } = record;
  return {
    ...Object.fromEntries([...given(texts), ...lists.flatMap((name) => (isThere(record[name]) ? [[name, listOf(record[name])] as const] : []))]),
    ...(Object.keys(stated).length > 0 && { stated }),
    ...(isThere(kind) && { requirement: { kind, ...(isThere(title) && { title }), assessed: assessed === true || assessed === 'true' } }),
  };
}

const isThere = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

const isFlag = (value: unknown): boolean => !isThere(value) || [true, false, 'true', 'false'].includes(value as never);

function listOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  return typeof value === 'string' ? value.split(';').map((one) => one.trim()).filter((one) => one !== '') : [];
}

/** The column of a member of the version. */
export const columnOf = (member: string): string => (member === 'requirement' ? 'requirementKind' : member === 'stated' ? 'learningOutcomes' : member);
