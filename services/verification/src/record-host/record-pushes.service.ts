import { accepted, type Decision, grantMissing, may, notFound, type Principal, refusal, refused } from '@cairn/access';
import { note } from '@cairn/audit';
import { Database } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { RecordHostStore } from './record-host.store.js';
import type { PushAttempt, RecordPush } from './record-push.js';
import { type PushFilter, RecordPushStore } from './record-push.store.js';

/** What was sent to hosts of records, and sending again, for who administers the tenant. */
@Injectable()
export class RecordPushes {
  constructor(
    private readonly database: Database,
    private readonly store: RecordPushStore,
    private readonly hosts: RecordHostStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Begins a new round of attempts at once, also of what arrived. */
  async retry(principal: Principal, id: string): Promise<Decision<RecordPush>> {
    const { tenant } = principal;
    if (tenant === null) return refused(notFound('push', 'id'));
    return this.database.write({ tenant }, async (tx) => {
      const push = await this.store.locked(tx, tenant, id);
      if (!push) return refused(notFound('push', 'id'));
      if (!may(principal, 'ADMINISTER')) return refused(grantMissing('ADMINISTER'));
      if (push.state === 'WITHDRAWN' || !(await this.hosts.held(tx, tenant, push.host))) {
        return refused(refusal('RECORD_PUSH_STATE_INVALID', 'It was withdrawn: the completion, the agreement or the host is gone.', 'id'));
      }
      await this.store.again(tx, tenant, id, new Date(this.clock.now()));
      await note(tx, { tenant, action: 'cairn.record-push.retried', subject: id, subjectKind: 'RECORD_PUSH', earners: [push.earner] });
      return accepted((await this.store.locked(tx, tenant, id)) ?? push);
    });
  }

  async page(principal: Principal, filter: PushFilter, before: string | null, limit: number): Promise<RecordPush[] | 'FORBIDDEN'> {
    const { tenant } = principal;
    if (tenant === null || !may(principal, 'ADMINISTER')) return 'FORBIDDEN';
    return this.database.read({ tenant }, (tx) => this.store.page(tx, tenant, filter, before, limit));
  }

  attemptsOf(tenant: string, pushes: readonly string[]): Promise<PushAttempt[]> {
    return this.database.read({ tenant }, (tx) => this.store.attempts(tx, tenant, pushes));
  }
}
