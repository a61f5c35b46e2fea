import { accepted, type Decision, notFound, type Principal, refusal, refused } from '@cairn/access';
import { note } from '@cairn/audit';
import { Database, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { BackpackOwners } from '../backpack/backpack-owners.service.js';
import { RecordAgreementStore } from './record-agreement.store.js';
import type { RecordHost } from './record-host.js';
import { RecordHostStore } from './record-host.store.js';
import { RecordPushStore } from './record-push.store.js';

/** A host as the person sees it. */
export interface OfferedHost {
  readonly host: RecordHost;
  /** Null: he did not agree. */
  readonly agreedAt: Date | null;
  /** When a record of his was taken there last. */
  readonly lastSentAt: Date | null;
}

/** Records go to a host because the person said so, himself: nobody agrees for him. */
@Injectable()
export class RecordAgreements {
  constructor(
    private readonly database: Database,
    private readonly owners: BackpackOwners,
    private readonly hosts: RecordHostStore,
    private readonly agreements: RecordAgreementStore,
    private readonly pushes: RecordPushStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** What he has completed already goes, too. Agreeing twice is agreeing once. */
  agree(principal: Principal, earner: string | null, host: string): Promise<Decision<OfferedHost>> {
    return this.deciding(principal, earner, host, async (tx, { tenant }, head, cluster) => {
      const now = new Date(this.clock.now());
      if (!(await this.agreements.agree(tx, tenant, host, cluster, head, now))) return null;
      await this.pushes.addDue(tx, tenant, cluster, { host }, now);
      return 'agreed';
    });
  }

  /** Nothing more is sent; what was sent is with the host, and is not called back. */
  withdraw(principal: Principal, earner: string | null, host: string): Promise<Decision<OfferedHost>> {
    return this.deciding(principal, earner, host, async (tx, { tenant }, _head, cluster) => {
      if (!(await this.agreements.withdraw(tx, tenant, host, cluster))) return null;
      await this.pushes.withdrawFrom(tx, tenant, host, cluster, new Date(this.clock.now()));
      return 'withdrawn';
    });
  }

  /** Hosts of the tenant that keeps a record, for the person whose it is; undefined for anybody else. */
  async offered(principal: Principal, earner: string): Promise<OfferedHost[] | undefined> {
    if (principal.account === null) return undefined;
    const owner = await this.owners.of(principal, earner);
    if (!owner.ok || owner.value.as !== 'PERSON') return undefined;
    const { tenant } = owner.value;
    return this.database.read({ tenant }, async (tx) => {
      const cluster = await this.owners.cluster(tx, owner.value);
      return this.shown(tx, tenant, await this.hosts.ofTenant(tx, tenant), cluster);
    });
  }

  private async deciding(
    principal: Principal,
    earner: string | null,
    host: string,
    decide: (tx: Tx, host: RecordHost, head: string, cluster: string[]) => Promise<'agreed' | 'withdrawn' | null>,
  ): Promise<Decision<OfferedHost>> {
    const owner = await this.owners.of(principal, earner);
    if (!owner.ok) return owner;
    const { tenant, as } = owner.value;
    if (as !== 'PERSON') return refused(refusal('GRANT_MISSING', 'Whether his records go anywhere is for the person to say.'));
    return this.database.write({ tenant }, async (tx) => {
      const held = await this.owners.hold(tx, owner.value);
      if (!held.ok) return held;
      const found = await this.hosts.held(tx, tenant, host);
      if (!found) return refused(notFound('host of records', 'recordHostId'));
      const { earner: head } = held.value;
      const cluster = await this.owners.cluster(tx, { ...owner.value, earner: head });
      const deed = await decide(tx, found, head, cluster);
      if (deed) await note(tx, { tenant, action: `cairn.record-host.${deed}`, subject: host, subjectKind: 'RECORD_HOST', earners: [head] });
      const [shown] = await this.shown(tx, tenant, [found], cluster);
      return shown ? accepted(shown) : refused(notFound('host of records', 'recordHostId'));
    });
  }

  private async shown(tx: Tx, tenant: string, hosts: readonly RecordHost[], cluster: readonly string[]): Promise<OfferedHost[]> {
    const agreed = new Map((await this.agreements.of(tx, tenant, cluster)).map((one) => [one.host, one.agreedAt]));
    const sent = new Map((await this.pushes.sentOf(tx, tenant, cluster)).map((one) => [one.host, one.at]));
    return hosts.map((host) => ({ host, agreedAt: agreed.get(host.id) ?? null, lastSentAt: sent.get(host.id) ?? null }));
  }
}
