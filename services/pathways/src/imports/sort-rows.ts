import { grantMissing } from '@cairn/access';
import { type NumberedRow, refusedRow, type RowResult } from '@cairn/bulk';
import { asUuid, newId } from '@cairn/postgres';
import { checkDay, type Enrolment, type EnrolmentWindow, isOpenOn } from '../enrolment/enrolment.js';
import type { EnrolmentRow } from './enrolment-row.js';

/** A pathway of the tenant; `version` is the one that takes enrolments, null before publication. */
export interface OpenPathway {
  readonly id: string;
  readonly code: string;
  readonly version: string | null;
  readonly window: EnrolmentWindow;
  /** Whether whoever imports may enrol in it. */
  readonly granted: boolean;
}

export interface Known {
  readonly tenant: string;
  readonly open: readonly OpenPathway[];
  /** Enrolments that have one of the references already. */
  readonly standing: readonly Enrolment[];
  readonly today: string;
  readonly now: Date;
}

/** Decides on every row against what is known: new enrolments to insert, and the result of each row. */
export function sortRows(
  rows: readonly NumberedRow<EnrolmentRow>[],
  { tenant, open, standing, today, now }: Known,
): { enrolments: Enrolment[]; results: RowResult[] } {
  const byId = new Map(open.map((pathway) => [pathway.id, pathway]));
  const byCode = new Map(open.map((pathway) => [pathway.code, pathway]));
  const byReference = new Map(standing.map((enrolment) => [enrolment.partnerReference, enrolment]));
  const enrolments: Enrolment[] = [];
  const results = rows.map(({ row, value }): RowResult => {
    const pathway = value.pathway === null ? byCode.get(value.pathwayCode ?? '') : byId.get(value.pathway);
    const field = value.pathway === null ? 'pathwayCode' : 'pathwayId';
    if (!pathway) return refusedRow(row, 'NOT_FOUND', 'The tenant has no such pathway.', field);
    if (!pathway.granted) return refusedRow(row, 'GRANT_MISSING', grantMissing('AWARD').message, field);
    const present = byReference.get(value.partnerReference);
    if (present) return resultOfPresent(row, value, pathway, present);
    if (pathway.version === null) return refusedRow(row, 'PATHWAY_VERSION_STATE_INVALID', 'No version of the pathway is published yet.', field);
    const enrolledOn = value.enrolledOn ?? today;
    const wrong = wrongDays(row, { ...value, enrolledOn }, pathway.window, today);
    if (wrong) return wrong;
    const enrolment: Enrolment = {
      id: newId(),
      tenant,
      earner: value.earner,
      pathway: pathway.id,
      pathwayVersion: pathway.version,
      state: value.withdrawnOn === null ? 'ACTIVE' : 'WITHDRAWN',
      enrolledOn,
      withdrawnOn: value.withdrawnOn,
      partnerReference: value.partnerReference,
      version: 1,
      told: 1,
      createdAt: now,
      updatedAt: now,
    };
    enrolments.push(enrolment);
    byReference.set(value.partnerReference, enrolment);
    return { row, status: 'CREATED', id: asUuid(enrolment.id) };
  });
  return { enrolments, results };
}

/** The same line again changes nothing; the same reference for something else is refused. */
function resultOfPresent(row: number, value: EnrolmentRow, pathway: OpenPathway, present: Enrolment): RowResult {
  const same =
    present.earner === value.earner &&
    present.pathway === pathway.id &&
    (value.enrolledOn === null || present.enrolledOn === value.enrolledOn) &&
    (value.withdrawnOn === null || present.withdrawnOn === value.withdrawnOn);
  if (same) return { row, status: 'UNCHANGED', id: asUuid(present.id) };
  const message = 'Another enrolment has this reference, with other values. An import begins enrolments; it changes none.';
  return refusedRow(row, 'ALREADY_EXISTS', message, 'partnerReference', asUuid(present.id));
}

function wrongDays(row: number, value: EnrolmentRow & { enrolledOn: string }, window: EnrolmentWindow, today: string): RowResult | null {
  for (const field of ['enrolledOn', 'withdrawnOn'] as const) {
    const day = checkDay(value[field], today, field);
    if (!day.ok) return refusedRow(row, 'INVALID_VALUE', day.refusals[0]?.message ?? '', field);
  }
  if (value.withdrawnOn !== null && value.withdrawnOn < value.enrolledOn) {
    return refusedRow(row, 'INVALID_VALUE', `The enrolment began on ${value.enrolledOn}; it cannot end before.`, 'withdrawnOn');
  }
  if (isOpenOn(window, value.enrolledOn)) return null;
  return refusedRow(row, 'PATHWAY_VERSION_STATE_INVALID', 'The version takes no enrolments on that day.', 'enrolledOn');
}
