import type { CivilDate } from '../civil-date.js';

/** What is said of an achievement, and of an award at the moment it was made. Amounts in hundredths. */
export interface Metadata {
  readonly issuer: string | null;
  readonly type: string | null;
  readonly tags: readonly string[];
  readonly skills: readonly string[];
  readonly level: number | string | null;
  readonly groups: readonly string[];
  readonly series: string | null;
  readonly assessed: boolean;
  readonly measures: Readonly<Record<string, number>>;
}

/** An award, a credit entry read as one, or one that a completion stands for. Days are civil days in UTC. */
export interface AwardFact {
  readonly id: string;
  readonly achievement: string;
  readonly issuedOn: CivilDate;
  /** Exclusive. */
  readonly expiresOn: CivilDate | null;
  /** Exclusive; equal to `issuedOn` when void from the start. */
  readonly revokedOn: CivilDate | null;
  readonly suspensions: readonly { readonly from: CivilDate; readonly until?: CivilDate | null }[];
  readonly result: { readonly scale?: string; readonly value: number | string } | null;
  /** As it was at the award. */
  readonly snapshot: Metadata;
  /** What the award itself states beside its achievement: stays under `metadata: latest`. */
  readonly stated: Partial<Metadata>;
  /** Set for entries of the continuing-education ledger. */
  readonly entry: boolean;
}

export interface AttestationFact {
  readonly id: string;
  readonly node: string;
  readonly on: CivilDate;
  readonly until: CivilDate | null;
  readonly revokedOn: CivilDate | null;
}

/** S9. `amount` as it is written: of at most two decimals for sums, whole for counts and `nOf`. */
export interface ExceptionFact {
  readonly id: string;
  readonly node: string;
  readonly type: 'waive' | 'substitute' | 'reduce';
  readonly award: string | null;
  readonly amount: number;
  readonly on: CivilDate;
  readonly until: CivilDate | null;
  /** Told in results, never compared. */
  readonly by?: string | null;
  readonly reason?: string | null;
}

export interface EnrolmentFact {
  readonly version?: number;
  readonly enrolledOn: CivilDate;
  readonly withdrawnOn?: CivilDate | null;
  readonly optIns?: readonly { readonly to: number; readonly on: CivilDate }[];
  readonly exitRequests?: readonly { readonly exit: string; readonly on: CivilDate }[];
}

/** How another pathway stands: what `pathwayCompleted` and `crossPathway` look at. */
export interface OtherPathway {
  readonly completedOn: CivilDate | null;
  readonly completingVersion: number | null;
  readonly intervals: readonly { readonly from: CivilDate; readonly until: CivilDate | null }[];
  /** Ids of the awards of the recorded completion. */
  readonly counted: readonly string[];
}

/** All that is known of one earner at `knownAsOf`. */
export interface EarnerFacts {
  readonly enrolment: EnrolmentFact | null;
  readonly awards: readonly AwardFact[];
  readonly attestations: readonly AttestationFact[];
  readonly exceptions: readonly ExceptionFact[];
  readonly others: ReadonlyMap<string, OtherPathway>;
}

/** What does not belong to one earner: achievements, issuers and skills. */
export interface World {
  readonly isRepeatable: (achievement: string) => boolean;
  readonly codeOf: (achievement: string) => { readonly subject: string; readonly number: number } | null;
  /** In effect on the day. */
  readonly metadataOn: (achievement: string, day: CivilDate) => Metadata;
  /** Days from which an achievement's metadata differ. */
  readonly metadataDays: (achievement: string) => readonly CivilDate[];
  /** The strongest standing in force on the day. */
  readonly tierOf: (issuer: string, on: CivilDate) => number | null;
  readonly trustGroups: (issuer: string) => readonly { readonly group: string; readonly from?: CivilDate; readonly until?: CivilDate }[];
  /** Whether a skill is the other or beneath it. */
  readonly isAtOrBelow: (skill: string, ancestor: string) => boolean;
}
