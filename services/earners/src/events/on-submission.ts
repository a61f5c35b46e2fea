import { type Envelope, type SubmissionDecidedFact, submissionChanged, submissionDenied, type SubmissionFact, submissionGranted, submissionReturned, submissionSubmitted } from '@cairn/events';
import { type Listener, listenTo } from '@cairn/messaging';
import type { Tx } from '@cairn/postgres';
import type { FiguresService } from '../assessment/figures/figures.service.js';
import type { ReviewOffers } from '../assessment/review/review-offers.js';

/** What this service does about its own submissions once they are filed, go on or are decided: a reviewer is asked, and figures are kept. */
export function onSubmission(offers: ReviewOffers, figures: FiguresService): Listener[] {
  const ask = async (tx: Tx, { tenantid, data }: Envelope<SubmissionFact>) => {
    await offers.ensure(tx, tenantid, data.submission);
    return 'applied' as const;
  };
  const count = (granted: boolean) => async (tx: Tx, event: Envelope<SubmissionDecidedFact>) => {
    await figures.decided(tx, event, granted);
    return 'applied' as const;
  };
  return [
    listenTo(submissionSubmitted, ask),
    listenTo(submissionChanged, ask),
    listenTo(submissionReturned, count(false)),
    listenTo(submissionGranted, count(true)),
    listenTo(submissionDenied, count(false)),
  ];
}
