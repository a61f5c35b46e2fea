import type { CompletionFact } from '@cairn/events';
import type { Outcome } from '@cairn/messaging';
import type { Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { FurtherDocumentStore } from '../further-document/further-document.store.js';
import { RecordsDue } from '../record-host/record-due.service.js';
import { LearnerRecordStore } from './learner-record.store.js';
import { RecordSourceStore } from './record-source.store.js';

/** Takes completions over, and has records of them sent to where the person agreed. One that falls away takes the records with it that were made of it: their bits are set. */
@Injectable()
export class CompletionIntake {
  constructor(
    private readonly source: RecordSourceStore,
    private readonly records: LearnerRecordStore,
    private readonly documents: FurtherDocumentStore,
    private readonly due: RecordsDue,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @param holds whether the pathway is completed from now on */
  async take(tx: Tx, tenant: string, version: number, fact: CompletionFact, holds: boolean): Promise<Outcome> {
    const known = await this.source.versionOf(tx, tenant, fact.completion);
    if (version <= known) return 'stale';
    if (version > known + 1) return 'early';
    await this.source.keepCompletion(tx, tenant, version, fact, holds);
    if (holds) {
      await this.due.completed(tx, tenant, fact.earner, fact.completion);
    } else {
      await this.documents.revoke(tx, tenant, await this.records.ofCompletion(tx, tenant, fact.completion), new Date(this.clock.now()));
      await this.due.lost(tx, tenant, fact.completion);
    }
    return 'applied';
  }
}
