import { submissionSubmitted } from '@cairn/events';
import { type Listener, listenTo } from '@cairn/messaging';
import type { EvidenceSignals } from '../assessment/signal/evidence-signals.js';

/** What was filed is told by this service and heard by it as well: nobody who files waits for its evidence to be compared. */
export const onFiling = (signals: EvidenceSignals): Listener[] => [
  listenTo(submissionSubmitted, async (tx, { tenantid, data: { submission, attempt } }) => {
    await signals.look(tx, tenantid, submission, attempt);
    return 'applied';
  }),
];
