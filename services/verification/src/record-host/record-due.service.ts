import { PersonCopyStore } from '@cairn/people';
import type { Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { RecordAgreementStore } from './record-agreement.store.js';
import { RecordPushStore } from './record-push.store.js';

/** What completions, and persons who are erased, mean for the records that go to hosts. In the transaction of whoever heard of them. */
@Injectable()
export class RecordsDue {
  constructor(
    private readonly people: PersonCopyStore,
    private readonly agreements: RecordAgreementStore,
    private readonly pushes: RecordPushStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async completed(tx: Tx, tenant: string, earner: string, completion: string): Promise<void> {
    const person = (await this.people.behind(tx, tenant, [earner])).get(earner);
    if (person?.erased) return;
    const cluster = await this.people.cluster(tx, tenant, person?.earner ?? earner);
    await this.pushes.addDue(tx, tenant, cluster, { completion }, new Date(this.clock.now()));
  }

  lost(tx: Tx, tenant: string, completion: string): Promise<void> {
    return this.pushes.withdrawCompletion(tx, tenant, completion, new Date(this.clock.now()));
  }

  /** For the worker role. */
  async forget(tx: Tx, tenant: string, earner: string): Promise<void> {
    await this.agreements.forget(tx, tenant, earner);
    await this.pushes.forget(tx, tenant, earner);
  }
}
