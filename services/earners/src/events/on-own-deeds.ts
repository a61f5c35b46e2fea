import {
  type AwardFact,
  awardIssued,
  awardOffered,
  awardRevoked,
  awardSuspended,
  type Envelope,
  submissionDenied,
  type SubmissionFact,
  submissionGranted,
  submissionReturned,
  submissionSubmitted,
} from '@cairn/events';
import { type Listener, listenTo, type Outcome } from '@cairn/messaging';
import type { Tx } from '@cairn/postgres';
import type { NoticeKind } from '../notice/notice.js';
import type { Notices } from '../notice/notices.service.js';
import type { ToldStore } from '../notice/told.store.js';

/** What this service tells everybody becomes a notice to the earner. Awards of an import are none: who imports tells his people himself. */
export function onOwnDeeds(notices: Notices, told: ToldStore): Listener[] {
  const ofCase = (kind: NoticeKind) => async (tx: Tx, { tenantid: tenant, aggregateversion, data }: Envelope<SubmissionFact>): Promise<Outcome> => {
    const said = await told.ofSubmission(tx, tenant, data.submission);
    if (said) await notices.write(tx, { tenant, kind, about: data.submission, version: aggregateversion, earner: data.earner, ...said });
    return 'applied';
  };
  const ofAward = (kind: NoticeKind) => async (tx: Tx, { tenantid: tenant, aggregateversion, data }: Envelope<AwardFact>): Promise<Outcome> => {
    const said = await told.ofAward(tx, tenant, data, kind !== 'AWARD_ISSUED');
    if (said) await notices.write(tx, { tenant, kind, about: data.award, version: aggregateversion, earner: data.earner, ...said });
    return 'applied';
  };
  return [
    listenTo(submissionSubmitted, ofCase('SUBMISSION_RECEIVED')),
    listenTo(submissionReturned, ofCase('SUBMISSION_RETURNED')),
    listenTo(submissionGranted, ofCase('SUBMISSION_GRANTED')),
    listenTo(submissionDenied, ofCase('SUBMISSION_DENIED')),
    listenTo(awardOffered, ofAward('AWARD_OFFERED')),
    listenTo(awardIssued, ofAward('AWARD_ISSUED')),
    listenTo(awardRevoked, ofAward('AWARD_REVOKED')),
    listenTo(awardSuspended, ofAward('AWARD_SUSPENDED')),
  ];
}
