import { completionAnnulled, type CompletionFact, completionLost, completionReached, completionRestored, type Envelope, pathwayVersionPublished } from '@cairn/events';
import { type Listener, listenTo, type Outcome } from '@cairn/messaging';
import type { CompletionIntake } from '../record/completion-intake.service.js';
import type { RecordSourceStore } from '../record/record-source.store.js';
import { unpackedDefinition } from '../record/unpacked-definition.js';

/** What learner records are made of: who completed which pathway, and how it is built. */
export const onPathways = (sources: RecordSourceStore, completions: CompletionIntake): Listener[] => [
  listenTo(pathwayVersionPublished, async (tx, { tenantid, data }) =>
    (await sources.keepVersion(tx, tenantid, { ...data, definition: unpackedDefinition(data) })) ? 'applied' : 'stale',
  ),
  ...[completionReached, completionRestored].map((contract) => listenTo(contract, (tx, event: Envelope<CompletionFact>) => whole(event, () => completions.take(tx, event.tenantid, event.aggregateversion, event.data, true)))),
  ...[completionLost, completionAnnulled].map((contract) => listenTo(contract, (tx, event: Envelope<CompletionFact>) => whole(event, () => completions.take(tx, event.tenantid, event.aggregateversion, event.data, false)))),
];

/** A record is made of a whole pathway: what became of a milestone or an exit is none of it. */
const whole = ({ data }: Envelope<CompletionFact>, take: () => Promise<Outcome>): Promise<Outcome> => (data.destination ? Promise.resolve('applied') : take());
