import type { NewEvent } from '@cairn/messaging';
import type { Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { DestinationStore } from '../destination/destination.store.js';
import { EnrolmentStore } from '../enrolment/enrolment.store.js';
import { completionEvents, destinationEvents } from '../events/completion-events.js';
import type { CompiledVersion } from '../progress/compiled-version.js';
import type { Settled } from '../progress/verdict.js';
import type { CompletionChange } from './completion-steps.js';
import { CompletionStore } from './completion.store.js';
import { enrolmentStateAfter } from './enrolment-state.js';

/** Records completions, milestones and exits, once each, and what becomes of them. */
@Injectable()
export class CompletionKeeper {
  constructor(
    private readonly completions: CompletionStore,
    private readonly destinations: DestinationStore,
    private readonly enrolments: EnrolmentStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** What has to be told, and whose completions of which pathways are not as they were. */
  async follow(tx: Tx, tenant: string, settled: readonly Settled[]): Promise<{ events: NewEvent[]; changed: { earner: string; pathway: string }[] }> {
    const now = new Date(this.clock.now());
    const completed = settled.flatMap(({ enrolment, verdict: { completion, intervals } }) => (completion ? [{ enrolment: enrolment.id, completion: completion.after, intervals }] : []));
    if (completed.length > 0) await this.completions.put(tx, tenant, completed, now);
    const reached = settled.flatMap(({ enrolment, verdict }) => verdict.destinations.map(({ change: { after } }) => ({ enrolment: enrolment.id, destination: after })));
    if (reached.length > 0) await this.destinations.put(tx, tenant, reached, now);
    const moved = settled.flatMap(movesOf);
    if (moved.length > 0) await this.enrolments.putStates(tx, tenant, moved, now);
    const movedById = new Map(moved.map((each) => [each.id, each]));
    return {
      events: settled.flatMap((one) => eventsOf(tenant, one, movedById.get(one.enrolment.id), now)),
      changed: settled.flatMap(({ enrolment: { earner, pathway }, verdict }) => (verdict.completion ? [{ earner, pathway }] : [])),
    };
  }
}

/** An enrolment whose state follows from what is now recorded of it. */
function movesOf({ enrolment, verdict }: Settled): { id: string; state: Settled['enrolment']['state']; version: number }[] {
  const completion = verdict.completion?.after ?? enrolment.completion;
  const state = enrolmentStateAfter(enrolment, completion !== null && completion.state !== 'ANNULLED');
  return state === enrolment.state ? [] : [{ id: enrolment.id, state, version: enrolment.version + 1 }];
}

function eventsOf(tenant: string, settled: Settled, moved: { version: number } | undefined, at: Date): NewEvent[] {
  const { enrolment, verdict } = settled;
  const { completion, destinations, cause } = verdict;
  const told = { tenant, enrolment, at, cause };
  return [
    ...(completion ? completionEvents({ ...told, version: versionOf(settled, completion), change: completion, moved }) : []),
    ...destinations.flatMap(({ change, ground }) => destinationEvents({ ...told, change, ground })),
  ];
}

/** The version that was completed, which says what to award. */
function versionOf({ pathway, enrolment, verdict }: Settled, { after }: CompletionChange): CompiledVersion {
  const number = after.ground?.version ?? verdict.completingVersion;
  const found = pathway?.versions.find(({ rules }) => rules.number === number) ?? pathway?.versions.find(({ id }) => id === enrolment.pathwayVersion);
  if (!found) throw new Error('a completion of a version that is not published');
  return found;
}
