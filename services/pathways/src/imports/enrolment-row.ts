import { accepted, type Decision, type Refusal, refusal, refused } from '@cairn/access';
import type { SourceRecord } from '@cairn/bulk';
import { isCivilDate } from '@cairn/requirements';
import { uuidOf } from '@cairn/subgraph';
import { checkReference } from '../enrolment/enrolment.js';

/** One line of an import of enrolments; ids are bare. */
export interface EnrolmentRow {
  readonly partnerReference: string;
  readonly earner: string;
  /** One of the two is given. */
  readonly pathway: string | null;
  readonly pathwayCode: string | null;
  readonly enrolledOn: string | null;
  readonly withdrawnOn: string | null;
}

export const enrolmentColumns = ['partnerReference', 'earnerId', 'pathwayId', 'pathwayCode', 'enrolledOn', 'withdrawnOn'] as const;

/** Checks one line by itself and tells every fault at once. */
export function readEnrolmentRow(record: SourceRecord): Decision<EnrolmentRow> {
  const faults: Refusal[] = [];
  const fault = (code: string, message: string, field: string): null => {
    faults.push(refusal(code, message, field));
    return null;
  };
  const text = (field: (typeof enrolmentColumns)[number]): string | null => {
    const value = record[field];
    if (value === undefined || value === null || value === '') return null;
    return typeof value === 'string' ? value : fault('INVALID_VALUE', `${field} is text.`, field);
  };
  const day = (field: 'enrolledOn' | 'withdrawnOn'): string | null => {
    const value = text(field);
    return value === null || isCivilDate(value) ? value : fault('INVALID_VALUE', 'A day is written `2026-03-01`.', field);
  };
  const id = (noun: 'Earner' | 'Pathway', field: 'earnerId' | 'pathwayId'): string | null => {
    const value = text(field);
    return value === null ? null : (uuidOf(noun, value) ?? fault('INVALID_VALUE', `This is no id of ${noun === 'Earner' ? 'an earner' : 'a pathway'}.`, field));
  };
  const reference = checkReference(text('partnerReference'));
  if (!reference.ok) faults.push(...reference.refusals);
  else if (reference.value === null) fault('FIELD_MISSING', 'State a partnerReference: it makes a repeated line the same enrolment.', 'partnerReference');
  const earner = id('Earner', 'earnerId');
  if (earner === null && !record.earnerId) fault('FIELD_MISSING', 'State the earner.', 'earnerId');
  const pathway = id('Pathway', 'pathwayId');
  const pathwayCode = text('pathwayCode');
  if (!record.pathwayId && pathwayCode === null) fault('FIELD_MISSING', 'State pathwayId or pathwayCode.', 'pathwayId');
  const enrolledOn = day('enrolledOn');
  const withdrawnOn = day('withdrawnOn');
  if (faults.length > 0 || !reference.ok || reference.value === null || earner === null) return refused(...faults);
  return accepted({ partnerReference: reference.value, earner, pathway, pathwayCode, enrolledOn, withdrawnOn });
}
