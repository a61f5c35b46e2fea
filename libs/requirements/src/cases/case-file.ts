import type { CivilDate } from '../civil-date.js';
import type { EnrolmentFact } from '../facts/facts.js';
import type { Pathway } from '../language/pathway.js';

/** A file of pathway cases, as `schemas/pathway-case.schema.json` has it (case-format.md, section 2). Keys `x-…` are for their authors. */
export interface CaseFile {
  readonly id: string;
  readonly title: string;
  readonly achievements: Readonly<Record<string, WrittenAchievement>>;
  readonly issuers?: Readonly<Record<string, { readonly tier?: number; readonly trustGroups?: readonly { readonly group: string; readonly from?: CivilDate; readonly until?: CivilDate }[] }>>;
  readonly skills?: Readonly<Record<string, { readonly parents?: readonly string[] }>>;
  readonly pathway?: Pathway;
  readonly pathways?: readonly Pathway[];
  readonly variants?: Readonly<Record<string, object>>;
  readonly cases: readonly Case[];
}

export interface WrittenMetadata {
  readonly issuer?: string;
  readonly type?: string;
  readonly tags?: readonly string[];
  readonly skills?: readonly string[];
  readonly level?: number | string;
  readonly groups?: readonly string[];
  readonly series?: string;
  readonly assessed?: boolean;
  readonly measures?: Readonly<Record<string, number>>;
  readonly credits?: number;
  readonly hours?: number;
}

export interface WrittenAchievement extends WrittenMetadata {
  readonly repeatable?: boolean;
  readonly code?: { readonly subject: string; readonly number: number };
  readonly history?: readonly { readonly from: CivilDate; readonly set: object }[];
}

/** On any fact: when it became known, and what was learnt of it later. */
export interface Recorded {
  readonly recordedAt?: string;
  readonly revisions?: readonly { readonly recordedAt: string; readonly set: object }[];
}

export interface WrittenAward extends WrittenMetadata, Recorded {
  readonly id: string;
  readonly achievement: string;
  readonly issuedOn: CivilDate;
  readonly expiresOn?: CivilDate | null;
  readonly revokedOn?: CivilDate | null;
  readonly suspensions?: readonly { readonly from: CivilDate; readonly until?: CivilDate }[];
  readonly result?: { readonly scale?: string; readonly value: number | string };
}

export interface WrittenEntry extends Recorded {
  readonly id: string;
  readonly category?: string;
  readonly measure: string;
  readonly amount: number;
  readonly on: CivilDate;
  readonly issuer?: string;
}

export interface WrittenAttestation extends Recorded {
  readonly id: string;
  readonly node: string;
  readonly on: CivilDate;
  readonly until?: CivilDate;
  readonly revokedOn?: CivilDate;
}

export interface WrittenException extends Recorded {
  readonly id: string;
  readonly node: string;
  readonly type: 'waive' | 'substitute' | 'reduce';
  readonly award?: string;
  readonly amount?: number;
  readonly on: CivilDate;
  readonly until?: CivilDate;
  readonly by?: string;
  readonly reason?: string;
}

export type WrittenEnrolment = EnrolmentFact & { readonly pathway?: string };

export interface Case {
  readonly name: string;
  readonly enrolment?: WrittenEnrolment;
  readonly enrolments?: readonly WrittenEnrolment[];
  readonly awards: readonly WrittenAward[];
  readonly entries?: readonly WrittenEntry[];
  readonly attestations?: readonly WrittenAttestation[];
  readonly exceptions?: readonly WrittenException[];
  readonly checks: readonly Check[];
}

export interface Check {
  readonly asOf: CivilDate;
  readonly knownAsOf?: string;
  readonly pathway?: string;
  readonly variant?: string;
  readonly expected: Expected;
}

/** Only what is present is compared; null must be null. */
export interface Expected {
  readonly complete?: boolean | null;
  readonly completedOn?: CivilDate | null;
  readonly currentSince?: CivilDate | null;
  readonly lapsedOn?: CivilDate | null;
  readonly intervals?: readonly { readonly from: CivilDate; readonly until?: CivilDate | null }[];
  readonly satisfied?: number;
  readonly total?: number;
  readonly counted?: Readonly<Record<string, readonly string[]>>;
  readonly countedIsUnique?: boolean;
  readonly units?: Readonly<Record<string, number>>;
  readonly vacuous?: boolean;
  readonly governingVersion?: number | null;
  readonly state?: string;
  readonly nodes?: Readonly<Record<string, { readonly have?: number; readonly need?: number; readonly alone?: boolean; readonly state?: string; readonly blocking?: string }>>;
  readonly cycles?: readonly { readonly start?: CivilDate; readonly end?: CivilDate; readonly state?: string; readonly have?: number; readonly need?: number; readonly metOn?: CivilDate | null; readonly carriedIn?: number; readonly carriedOut?: number }[];
  readonly exits?: Readonly<Record<string, CivilDate | null>>;
  readonly lint?: readonly string[];
  readonly exact?: boolean;
}
