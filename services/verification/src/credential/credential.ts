import type { AwardFact } from '@cairn/events';
import type { KnownPerson } from '@cairn/people';
import type { StatusPlace } from '../status-list/status-place.js';
import { pairwiseSubject } from './pairwise-subject.js';

/** What will be signed, decided when the award was heard of. */
export interface CredentialIntent {
  readonly id: string;
  readonly award: string;
  readonly issuer: string;
  readonly achievementVersion: string;
  readonly subject: string;
  readonly awardedOn: string;
  readonly validFrom: Date;
  /** First day on which it is no longer valid; null means for ever. */
  readonly validUntil: string | null;
  readonly results: AwardFact['results'];
  readonly evidence: NonNullable<AwardFact['evidence']>;
  readonly work: AwardFact['work'] | null;
  readonly creditsEarned: number | null;
  readonly public: boolean;
  readonly place: StatusPlace;
  /** 1 for an award's first credential, counted up with each term and each new signing. */
  readonly revision: number;
  /** The person who may read it as his own. */
  readonly account: string | null;
  /** The person behind it was erased before it was heard of: there will be no document. */
  readonly erased: boolean;
}

/** A credential as readers see it. */
export interface Credential {
  readonly id: string;
  readonly tenant: string;
  readonly award: string;
  readonly issuer: string;
  readonly list: string;
  readonly index: number;
  readonly state: 'PENDING' | 'SIGNED' | 'SUBJECT_ERASED';
  readonly revoked: boolean;
  readonly version: number;
  readonly signedAt: Date | null;
  readonly updatedAt: Date;
}

/**
 * @param from when the award became one: it was recorded, or its offer accepted
 * @param keySecret see pairwiseSubject
 * @param person what is known of the earner, if anything
 */
export function intentOf(fact: AwardFact, id: string, from: Date, place: StatusPlace, keySecret: Buffer, person?: KnownPerson): CredentialIntent {
  const erased = person?.erased ?? false;
  return {
    id,
    award: fact.award,
    issuer: fact.issuer,
    achievementVersion: fact.achievementVersion,
    subject: pairwiseSubject(keySecret, fact.issuer, fact.earner),
    awardedOn: fact.awardedOn,
    validFrom: validFromOf(fact, from),
    validUntil: fact.validUntil,
    results: erased ? [] : fact.results,
    evidence: erased ? [] : (fact.evidence ?? []),
    work: erased ? null : (fact.work ?? null),
    creditsEarned: fact.creditsEarned ?? null,
    public: fact.visibility === 'PUBLIC',
    place,
    revision: 1,
    account: erased ? null : (person?.account ?? null),
    erased,
  };
}

/** The document's clock starts when the award was recorded; for an award recorded after it had ended, on its own day. */
export function validFromOf({ awardedOn, validUntil }: Pick<AwardFact, 'awardedOn' | 'validUntil'>, from: Date): Date {
  const over = validUntil !== null && from >= startOf(validUntil);
  return over ? startOf(awardedOn) : from;
}

/** Midnight UTC at the beginning of a civil day. */
export const startOf = (day: string): Date => new Date(`${day}T00:00:00Z`);
