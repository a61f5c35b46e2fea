import {
  awardAccepted,
  awardBatchIssued,
  awardCancelled,
  awardDeclined,
  awardExpired,
  type AwardFact,
  awardIssued,
  awardOffered,
  awardReinstated,
  awardRenewed,
  awardReplaced,
  awardRevoked,
  awardScheduled,
  awardSuspended,
  earnerBatchCreated,
  earnerChanged,
  earnerCreated,
} from '@cairn/events';
import { EVENT_BYTES_MAX, type NewEvent, newEvent } from '@cairn/messaging';
import { asUuid, type Uuid } from '@cairn/postgres';
import type { Award, AwardState, Result, RevocationReason, SuspensionCause } from '../award/award.js';

const batchMax = 500;
/** Bytes of an award's fact without its results, and of an event around its batch: a little more than measured. */
const factBytes = 540;
const envelopeBytes = 1_024;

const fact = (award: Award): AwardFact => ({
  award: award.id,
  version: award.version,
  earner: award.earner,
  issuer: award.issuer,
  agentIssuer: award.agentIssuer,
  achievement: award.achievement,
  achievementVersion: award.achievementVersion,
  state: award.state,
  awardedOn: award.awardedOn,
  validUntil: award.validUntil,
  // To everybody who has no link it is private; links are told by events of their own.
  visibility: award.visibility === 'PUBLIC' ? 'PUBLIC' : 'PRIVATE',
  results: award.results.map(resultFact),
  ...(award.evidence.length > 0 && { evidence: award.evidence.map(({ evidence, requirement, kind }) => ({ evidence, requirement, kind })) }),
  ...(award.creditsEarned !== null && { creditsEarned: award.creditsEarned }),
  ...(award.work && { work: award.work }),
  ...(award.term > 1 && { term: award.term, termFrom: award.termFrom }),
  recordedAt: award.createdAt.toISOString(),
});

const resultFact = ({ name, value, resultDescription, achievedLevel }: Result) => ({
  name,
  value,
  ...(resultDescription && { resultDescription }),
  ...(achievedLevel && { achievedLevel }),
});

const madeContracts: Partial<Record<AwardState, typeof awardIssued>> = { SCHEDULED: awardScheduled, OFFERED: awardOffered };

const change = (award: Award) => ({ ...fact(award), on: award.updatedAt.toISOString().slice(0, 10), at: award.updatedAt.toISOString() });

const changedAward = ({ id, version }: Pick<Award, 'id' | 'version'>) => ({ type: 'AWARD', id: asUuid(id), version }) as const;

const about = <Data>(award: Award, contract: NewEvent<Data>['contract'], data: Data): NewEvent =>
  newEvent({ contract, tenant: asUuid(award.tenant), subject: asUuid(award.id), version: award.version, data, changed: [changedAward(award)] });

/** Any event that tells of an award what it is now, and nothing more. */
export const awardChangedEvent = (award: Award, contract: NewEvent<ReturnType<typeof change>>['contract']): NewEvent => about(award, contract, change(award));

export const awardMadeEvent = (award: Award): NewEvent => about(award, madeContracts[award.state] ?? awardIssued, fact(award));
/** A scheduled award that has become one: told as if it had been made then. */
export const awardBegunEvent = (award: Award): NewEvent =>
  about(award, madeContracts[award.state] ?? awardIssued, { ...fact(award), recordedAt: award.updatedAt.toISOString() });
export const awardCancelledEvent = (award: Award, reason: string): NewEvent => about(award, awardCancelled, { ...change(award), reason });
export const awardRenewedEvent = (award: Award): NewEvent => about(award, awardRenewed, change(award));
export const awardExpiredEvent = (award: Award): NewEvent => about(award, awardExpired, change(award));
export const awardAcceptedEvent = (award: Award): NewEvent => about(award, awardAccepted, change(award));
export const awardDeclinedEvent = (award: Award): NewEvent => about(award, awardDeclined, change(award));
export const awardSuspendedEvent = (award: Award, cause: SuspensionCause): NewEvent => about(award, awardSuspended, { ...change(award), cause });
export const awardReinstatedEvent = (award: Award, cause: SuspensionCause): NewEvent => about(award, awardReinstated, { ...change(award), cause });
export const awardRevokedEvent = (award: Award, reason: RevocationReason): NewEvent =>
  about(award, awardRevoked, { ...change(award), reason, inError: reason === 'ISSUED_IN_ERROR' });
export const awardReplacedEvent = (award: Award, replacedBy: string): NewEvent => about(award, awardReplaced, { ...change(award), replacedBy });

/** Events of an import's new awards: at most 500 and 256 KiB each, under the job's id. */
export function awardBatchEvents(tenant: Uuid, job: Uuid, awards: readonly Award[]): NewEvent[] {
  const events: NewEvent[] = [];
  let batch: Award[] = [];
  let bytes = envelopeBytes;
  const close = () => {
    if (batch.length === 0) return;
    events.push(
      newEvent({ contract: awardBatchIssued, tenant, subject: job, version: 1, data: { job, awards: batch.map(fact) }, changed: batch.map(changedAward) }),
    );
    batch = [];
    bytes = envelopeBytes;
  };
  for (const award of awards) {
    const size = factBytes + (award.results.length > 0 ? Buffer.byteLength(JSON.stringify(award.results)) : 0);
    if (batch.length === batchMax || bytes + size > EVENT_BYTES_MAX) close();
    batch.push(award);
    bytes += size;
  }
  close();
  return events;
}

const changedEarner = (id: Uuid, version: number) => ({ type: 'EARNER', id, version }) as const;

export const earnerCreatedEvent = (tenant: Uuid, id: Uuid, at: Date): NewEvent =>
  newEvent({ contract: earnerCreated, tenant, subject: id, version: 1, data: { earner: id, at: at.toISOString() }, changed: [changedEarner(id, 1)] });

export const earnerChangedEvent = (tenant: Uuid, id: Uuid, version: number, at: Date): NewEvent =>
  newEvent({ contract: earnerChanged, tenant, subject: id, version, data: { earner: id, at: at.toISOString() }, changed: [changedEarner(id, version)] });

/** Events of an import's new earners: at most 500 each, under the job's id. */
export function earnerBatchEvents(tenant: Uuid, job: Uuid, earners: readonly Uuid[], at: Date): NewEvent[] {
  const events: NewEvent[] = [];
  for (let from = 0; from < earners.length; from += batchMax) {
    const batch = earners.slice(from, from + batchMax);
    const data = { job, earners: batch, at: at.toISOString() };
    events.push(newEvent({ contract: earnerBatchCreated, tenant, subject: job, version: 1, data, changed: batch.map((id) => changedEarner(id, 1)) }));
  }
  return events;
}
