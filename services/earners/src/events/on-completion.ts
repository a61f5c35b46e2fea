import { completionAnnulled, type CompletionFact, completionLost, completionReached, completionRestored, enrolmentPaused, enrolmentResumed, type Envelope, exitReached, milestoneReached } from '@cairn/events';
import { type Listener, listenTo } from '@cairn/messaging';
import type { CompletionAwardService, Heard } from '../completion/completion-award.service.js';

const heard = ({ tenantid, aggregateversion, data }: Envelope<CompletionFact>): Heard => ({ tenant: tenantid, version: aggregateversion, data });

/** Pathways say that a completion, a milestone or an exit was reached, lost, restored or annulled; here it becomes an award. */
export const onCompletion = (completions: CompletionAwardService): Listener[] => [
  ...[completionReached, milestoneReached, exitReached].map((contract) => listenTo(contract, (tx, event) => completions.reached(tx, heard(event)))),
  listenTo(completionLost, (tx, event) => completions.lost(tx, heard(event))),
  listenTo(completionRestored, (tx, event) => completions.restored(tx, heard(event))),
  listenTo(completionAnnulled, (tx, event) => completions.annulled(tx, heard(event))),
  listenTo(enrolmentPaused, (tx, { tenantid, aggregateversion, data }) => completions.paused(tx, tenantid, data.enrolment, aggregateversion)),
  listenTo(enrolmentResumed, (tx, { tenantid, aggregateversion, data }) => completions.resumed(tx, tenantid, data.enrolment, aggregateversion)),
];
