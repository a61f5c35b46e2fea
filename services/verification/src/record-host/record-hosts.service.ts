import { accepted, type Decision, grantMissing, may, notFound, type Principal, refusal, refused } from '@cairn/access';
import { note } from '@cairn/audit';
import { urlFault } from '@cairn/fetching';
import { Database, newId, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { VERIFICATION_SETTINGS, type VerificationSettings } from '../config.js';
import { checkRecordHost, checkSecret, hostsMax, type RecordHost, type StatedHost } from './record-host.js';
import { RecordHostStore } from './record-host.store.js';
import { RecordPushStore } from './record-push.store.js';

/** Hosts to which records go, for who administers the tenant. */
@Injectable()
export class RecordHosts {
  constructor(
    private readonly database: Database,
    private readonly store: RecordHostStore,
    private readonly pushes: RecordPushStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(VERIFICATION_SETTINGS) private readonly settings: VerificationSettings,
  ) {}

  async create(principal: Principal, stated: StatedHost, secret: string): Promise<Decision<RecordHost>> {
    const { tenant } = principal;
    if (tenant === null || !may(principal, 'ADMINISTER')) return refused(grantMissing('ADMINISTER'));
    const checked = this.check(stated, secret);
    if (!checked.ok) return checked;
    const made: RecordHost = { ...checked.value, tenant, id: newId(), createdAt: this.now() };
    return this.database.write({ tenant }, async (tx) => {
      if ((await this.store.ofTenant(tx, tenant)).length >= hostsMax) return refused(refusal('INVALID_VALUE', `A tenant has at most ${hostsMax} hosts of records.`));
      await this.store.insert(tx, made, secret);
      await this.noted(tx, 'created', made);
      return accepted(made);
    });
  }

  /**
   * What is left out stays as it is. Another address needs the secret again, so that it goes to nobody for whom it was not meant.
   *
   * @param secret null: it stays
   */
  update(principal: Principal, id: string, change: Partial<StatedHost>, secret: string | null): Promise<Decision<RecordHost>> {
    return this.change(principal, id, 'changed', async (tx, host) => {
      const checked = this.check({ ...host, ...change }, secret);
      if (!checked.ok) return checked;
      if (secret === null && (checked.value.url !== host.url || checked.value.tokenUrl !== host.tokenUrl)) {
        return refused(refusal('FIELD_MISSING', 'State the secret with another address.', 'clientSecret'));
      }
      await this.store.update(tx, host.tenant, id, checked.value, secret);
      return accepted({ ...host, ...checked.value });
    });
  }

  /** Nothing more is sent to it. */
  remove(principal: Principal, id: string): Promise<Decision<RecordHost>> {
    return this.change(principal, id, 'deleted', async (tx, host) => {
      await this.pushes.withdrawFrom(tx, host.tenant, id, null, this.now());
      await this.store.remove(tx, host.tenant, id, this.now());
      return accepted(host);
    });
  }

  async all(principal: Principal): Promise<RecordHost[] | 'FORBIDDEN'> {
    const { tenant } = principal;
    if (tenant === null || !may(principal, 'ADMINISTER')) return 'FORBIDDEN';
    return this.database.read({ tenant }, (tx) => this.store.ofTenant(tx, tenant));
  }

  private check(stated: StatedHost, secret: string | null): Decision<StatedHost> {
    const checked = checkRecordHost(stated, (url) => urlFault(url, this.settings.fetching ?? { allow: [] }));
    const checkedSecret = secret === null ? accepted(secret) : checkSecret(secret);
    if (checkedSecret.ok) return checked;
    return checked.ok ? checkedSecret : refused(...checked.refusals, ...checkedSecret.refusals);
  }

  private change(principal: Principal, id: string, deed: string, change: (tx: Tx, host: RecordHost) => Promise<Decision<RecordHost>>): Promise<Decision<RecordHost>> {
    const { tenant } = principal;
    if (tenant === null) return Promise.resolve(refused(notFound('host of records', 'id')));
    return this.database.write({ tenant }, async (tx) => {
      const host = await this.store.locked(tx, tenant, id);
      if (!host) return refused(notFound('host of records', 'id'));
      if (!may(principal, 'ADMINISTER')) return refused(grantMissing('ADMINISTER'));
      const changed = await change(tx, host);
      if (changed.ok) await this.noted(tx, deed, host);
      return changed;
    });
  }

  private noted(tx: Tx, deed: string, { tenant, id }: RecordHost): Promise<void> {
    return note(tx, { tenant, action: `cairn.record-host.${deed}`, subject: id, subjectKind: 'RECORD_HOST' });
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}
