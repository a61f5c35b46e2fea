import { grantMissing } from '@cairn/access';
import { type NumberedRow, refusedRow, type RowResult } from '@cairn/bulk';
import { asUuid } from '@cairn/postgres';
import { checkDay, type Enrolment } from '../enrolment/enrolment.js';
import { adopt } from '../enrolment/adoption.js';
import { type BeginsUnder, newEnrolment } from '../enrolment/new-enrolment.js';
import { type OpenVersion, versionOn } from '../enrolment/open-version.js';
import type { EnrolmentRow } from './enrolment-row.js';

/** A pathway of the tenant; `versions` are those that take enrolments, none before publication. */
export interface OpenPathway {
  readonly id: string;
  readonly code: string;
  readonly versions: readonly OpenVersion[];
  /** Whether whoever imports may enrol in it. */
  readonly granted: boolean;
  readonly begins: BeginsUnder;
  /** Whether an earner may be enrolled where only members of the tenant may. */
  readonly isMember: (earner: string) => boolean;
}

export interface Known {
  readonly tenant: string;
  readonly open: readonly OpenPathway[];
  /** Enrolments that have one of the references already. */
  readonly standing: readonly Enrolment[];
  /** Enrolments that awards made: the first line about such an earner asks for that one. */
  readonly implicit: readonly Enrolment[];
  readonly today: string;
  readonly now: Date;
}

/** Decides on every row against what is known: new enrolments to insert, those of awards that are asked for now, and the result of each row. */
export function sortRows(
  rows: readonly NumberedRow<EnrolmentRow>[],
  { tenant, open, standing, implicit, today, now }: Known,
): { enrolments: Enrolment[]; adopted: Enrolment[]; results: RowResult[] } {
  const byId = new Map(open.map((pathway) => [pathway.id, pathway]));
  const byCode = new Map(open.map((pathway) => [pathway.code, pathway]));
  const byReference = new Map(standing.map((enrolment) => [enrolment.partnerReference, enrolment]));
  const ofAwards = new Map(implicit.map((enrolment) => [`${enrolment.earner} ${enrolment.pathway}`, enrolment]));
  const enrolments: Enrolment[] = [];
  const adopted: Enrolment[] = [];
  const results = rows.map(({ row, value }): RowResult => {
    const pathway = value.pathway === null ? byCode.get(value.pathwayCode ?? '') : byId.get(value.pathway);
    const field = value.pathway === null ? 'pathwayCode' : 'pathwayId';
    if (!pathway) return refusedRow(row, 'NOT_FOUND', 'The tenant has no such pathway.', field);
    if (!pathway.granted) return refusedRow(row, 'GRANT_MISSING', grantMissing('AWARD').message, field);
    const present = byReference.get(value.partnerReference);
    if (present) return resultOfPresent(row, value, pathway, present);
    if (pathway.versions.length === 0) return refusedRow(row, 'PATHWAY_VERSION_STATE_INVALID', 'No version of the pathway takes enrolments.', field);
    const enrolledOn = value.enrolledOn ?? today;
    const wrong = wrongDays(row, { ...value, enrolledOn }, today);
    if (wrong) return wrong;
    const version = versionOn(pathway.versions, enrolledOn);
    if (!version) return refusedRow(row, 'PATHWAY_VERSION_STATE_INVALID', 'No version of the pathway takes enrolments on that day.', 'enrolledOn');
    if (pathway.begins.access === 'MEMBERS_ONLY' && !pathway.isMember(value.earner)) {
      return refusedRow(row, 'PATHWAY_MEMBERS_ONLY', 'Only members of the tenant follow the pathway; the earner is not on the roster.', 'earnerId');
    }
    const { earner, withdrawnOn, partnerReference } = value;
    const given = { tenant, earner, pathway: pathway.id, pathwayVersion: version.id, enrolledOn, withdrawnOn, partnerReference };
    const key = `${earner} ${pathway.id}`;
    const made = ofAwards.get(key);
    const enrolment = made ? adopt(made, given, now) : newEnrolment(given, pathway.begins, now);
    (made ? adopted : enrolments).push(enrolment);
    ofAwards.delete(key);
    byReference.set(value.partnerReference, enrolment);
    return { row, status: 'CREATED', id: asUuid(enrolment.id) };
  });
  return { enrolments, adopted, results };
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

function wrongDays(row: number, value: EnrolmentRow & { enrolledOn: string }, today: string): RowResult | null {
  for (const field of ['enrolledOn', 'withdrawnOn'] as const) {
    const day = checkDay(value[field], today, field);
    if (!day.ok) return refusedRow(row, 'INVALID_VALUE', day.refusals[0]?.message ?? '', field);
  }
  if (value.withdrawnOn !== null && value.withdrawnOn < value.enrolledOn) {
    return refusedRow(row, 'INVALID_VALUE', `The enrolment began on ${value.enrolledOn}; it cannot end before.`, 'withdrawnOn');
  }
  return null;
}
