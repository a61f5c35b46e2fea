import { accepted, type Decision, type Refusal, refused } from '@cairn/access';
import type { SourceRecord } from '@cairn/bulk';
import { uuidOf } from '@cairn/subgraph';
import { checkWish } from '../award/check-wish.js';
import type { AwardWish } from '../award/new-award.js';
import { checkIdentifier, type Identifier } from '../earner/identifier.js';
import { Cells } from './cells.js';

export const awardRowColumns = [
  'partnerReference',
  'identifierType',
  'identifier',
  'earnerId',
  'achievementVersionId',
  'achievementCode',
  'awardedOn',
  'validUntil',
  'assessmentMethod',
  'assessedOn',
  'assessor',
  'resultName',
  'resultValue',
  'resultDescription',
  'achievedLevel',
  'visibility',
  'origin',
] as const;

/** One line of an import of awards. Ids are bare. */
export interface AwardRow {
  readonly earner: { readonly id: string } | { readonly identifier: Identifier };
  readonly version: { readonly id: string } | { readonly code: string };
  readonly wish: AwardWish & { readonly partnerReference: string };
}

/** Reads one line; `today` is a civil date in UTC. */
export function readAwardRow(record: SourceRecord, today: string): Decision<AwardRow> {
  const cells = new Cells(record);
  const partnerReference = cells.text('partnerReference');
  if (partnerReference === null) cells.refuse('partnerReference', 'Every line needs a reference of its own: it makes a repeated upload harmless.', 'FIELD_MISSING');
  const earner = earnerOf(cells);
  const version = versionOf(cells);
  const wish = { ...wishOf(cells), partnerReference: partnerReference ?? '' };
  if (partnerReference !== null) cells.faults.push(...checkWish(wish, today).map(inColumns));
  if (!earner || !version || cells.faults.length > 0) return refused(...cells.faults);
  return accepted({ earner, version, wish });
}

function earnerOf(cells: Cells): AwardRow['earner'] | undefined {
  const earnerId = cells.text('earnerId');
  const type = cells.identifierType();
  const value = cells.text('identifier');
  if (earnerId !== null) {
    const id = uuidOf('Earner', earnerId);
    if (id === undefined) cells.refuse('earnerId', 'The id of an earner begins with `ern_`.');
    return id === undefined ? undefined : { id };
  }
  if (type === null || value === null) {
    cells.refuse('identifier', 'Name the earner by `identifierType` and `identifier`, or by `earnerId`.', 'FIELD_MISSING');
    return undefined;
  }
  const identifier = checkIdentifier(type, value, 'identifier');
  if (identifier.ok) return { identifier: identifier.value };
  cells.faults.push(...identifier.refusals);
  return undefined;
}

function versionOf(cells: Cells): AwardRow['version'] | undefined {
  const versionId = cells.text('achievementVersionId');
  const code = cells.text('achievementCode');
  if (versionId !== null) {
    const id = uuidOf('AchievementVersion', versionId);
    if (id === undefined) cells.refuse('achievementVersionId', 'The id of an achievement version begins with `acv_`.');
    return id === undefined ? undefined : { id };
  }
  if (code === null) cells.refuse('achievementCode', 'Name the achievement by `achievementCode` or `achievementVersionId`.', 'FIELD_MISSING');
  return code === null ? undefined : { code };
}

function wishOf(cells: Cells): AwardWish {
  const method = cells.text('assessmentMethod');
  const assessedOn = cells.date('assessedOn');
  const awardedOn = cells.date('awardedOn');
  const name = cells.text('resultName');
  const value = cells.text('resultValue');
  if (method === null && assessedOn !== null) cells.refuse('assessmentMethod', 'Say how it was assessed.', 'FIELD_MISSING');
  if (method !== null && assessedOn === null) cells.refuse('assessedOn', 'Say when it was assessed.', 'FIELD_MISSING');
  if ((name === null) !== (value === null)) cells.refuse(name === null ? 'resultName' : 'resultValue', 'A result has a name and a value.', 'FIELD_MISSING');
  return {
    awardedOn,
    validUntil: cells.date('validUntil'),
    assessment: method !== null && assessedOn !== null ? { method, assessedOn, assessor: cells.text('assessor') } : null,
    results: name !== null && value !== null ? [{ name, value, resultDescription: cells.text('resultDescription'), achievedLevel: cells.text('achievedLevel') }] : [],
    visibility: cells.oneOf('visibility', ['PRIVATE', 'PUBLIC']) ?? 'PRIVATE',
    origin: cells.oneOf('origin', ['NATIVE', 'MIGRATED'] as const),
  };
}

const columns: Record<string, string> = { assessment: 'assessmentMethod', method: 'assessmentMethod', results: 'resultName', name: 'resultName', value: 'resultValue' };

/** The column that a member of the input comes from. */
export const columnOf = (member: string): string => columns[member] ?? member;

/** A refusal about a member of the input, told of the column it came from. */
const inColumns = ({ field, ...rest }: Refusal): Refusal => {
  return { ...rest, field: [columnOf(field?.at(-1) ?? '')] };
};
