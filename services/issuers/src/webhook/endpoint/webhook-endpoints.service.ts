import { accepted, type Decision, grantMissing, may, notFound, type Principal, refusal, refused } from '@cairn/access';
import { note } from '@cairn/audit';
import { urlFault } from '@cairn/fetching';
import { Database, newId, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { CALLING, type Calling } from '../calling.js';
import { newKey, type SignatureScheme, type WebhookKey } from '../key/webhook-key.js';
import { type KeyShown, WebhookKeyStore } from '../key/webhook-key.store.js';
import { checkEndpoint, endpointsMax, type Stated, type WebhookEndpoint } from './webhook-endpoint.js';
import { WebhookEndpointStore } from './webhook-endpoint.store.js';

/** An endpoint with the key that was just made for it. */
export interface Keyed {
  readonly endpoint: WebhookEndpoint;
  readonly key: WebhookKey;
}

const hour = 3_600_000;
const overlapDefaultMs = 24 * hour;
const overlapMaxMs = 7 * 24 * hour;

/** Endpoints and their keys, for who administers the tenant. */
@Injectable()
export class WebhookEndpoints {
  constructor(
    private readonly database: Database,
    private readonly store: WebhookEndpointStore,
    private readonly keys: WebhookKeyStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CALLING) private readonly calling: Calling,
  ) {}

  async create(principal: Principal, stated: Stated, scheme: SignatureScheme): Promise<Decision<Keyed>> {
    const { tenant } = principal;
    if (tenant === null || !may(principal, 'ADMINISTER')) return refused(grantMissing('ADMINISTER'));
    const checked = this.check(stated);
    if (!checked.ok) return checked;
    const createdAt = this.now();
    const made = { ...checked.value, tenant, id: newId(), state: 'ENABLED', disabledReason: null, disabledAt: null, failingSince: null, createdAt } as const;
    const key = this.aKey(scheme, createdAt);
    return this.database.write({ tenant }, async (tx) => {
      if ((await this.store.counted(tx, tenant, endpointsMax)) === endpointsMax) {
        return refused(refusal('INVALID_VALUE', `A tenant has at most ${endpointsMax} endpoints.`));
      }
      await this.store.insert(tx, made);
      await this.keys.insert(tx, tenant, made.id, key);
      await this.noted(tx, 'created', made);
      return accepted({ endpoint: made, key });
    });
  }

  /** What is left out stays as it is. */
  update(principal: Principal, id: string, change: Partial<Stated>): Promise<Decision<WebhookEndpoint>> {
    return this.change(principal, id, 'changed', async (tx, endpoint) => {
      const checked = this.check({ ...endpoint, ...change });
      if (!checked.ok) return checked;
      await this.store.update(tx, { ...endpoint, ...checked.value });
      return accepted(null);
    });
  }

  /** @param othersUntil when what signed until now ends; undefined: a day from now, so that a receiver has time to learn the new one */
  async rotate(principal: Principal, id: string, scheme: SignatureScheme, othersUntil: Date | undefined): Promise<Decision<Keyed>> {
    const now = this.now();
    const key = this.aKey(scheme, now);
    const ends = othersUntil ?? new Date(now.getTime() + overlapDefaultMs);
    const changed = await this.change(principal, id, 'key-rotated', async (tx, { tenant }) => {
      if (ends.getTime() > now.getTime() + overlapMaxMs) return refused(refusal('INVALID_VALUE', 'The key of before ends within seven days.', 'othersUntil'));
      await this.keys.endOthers(tx, tenant, id, ends, now);
      await this.keys.insert(tx, tenant, id, key);
      return accepted(null);
    });
    return changed.ok ? accepted({ endpoint: changed.value, key }) : changed;
  }

  disable(principal: Principal, id: string): Promise<Decision<WebhookEndpoint>> {
    return this.change(principal, id, 'disabled', async (tx, { tenant, state }) => {
      if (state === 'DISABLED') return refused(refusal('WEBHOOK_ENDPOINT_STATE_INVALID', 'The endpoint is disabled.', 'id'));
      await this.store.disable(tx, tenant, id, 'BY_HAND', this.now());
      return accepted(null);
    });
  }

  enable(principal: Principal, id: string): Promise<Decision<WebhookEndpoint>> {
    return this.change(principal, id, 'enabled', async (tx, { tenant, state }) => {
      if (state === 'ENABLED') return refused(refusal('WEBHOOK_ENDPOINT_STATE_INVALID', 'The endpoint is enabled.', 'id'));
      await this.store.enable(tx, tenant, id, this.now());
      return accepted(null);
    });
  }

  /** Answers the endpoint as it was. */
  async remove(principal: Principal, id: string): Promise<Decision<WebhookEndpoint>> {
    const before: { endpoint?: WebhookEndpoint } = {};
    const removed = await this.change(principal, id, 'deleted', async (tx, endpoint) => {
      before.endpoint = endpoint;
      await this.store.remove(tx, endpoint.tenant, id, this.now());
      return accepted(null);
    });
    return removed.ok ? accepted(before.endpoint ?? removed.value) : removed;
  }

  async one(principal: Principal, id: string): Promise<WebhookEndpoint | undefined> {
    const { tenant } = principal;
    if (tenant === null || !may(principal, 'ADMINISTER')) return undefined;
    return this.database.read({ tenant }, (tx) => this.store.byId(tx, tenant, id));
  }

  async page(principal: Principal, after: string | null, limit: number): Promise<WebhookEndpoint[] | 'FORBIDDEN'> {
    const { tenant } = principal;
    if (tenant === null || !may(principal, 'ADMINISTER')) return 'FORBIDDEN';
    return this.database.read({ tenant }, (tx) => this.store.page(tx, tenant, after, limit));
  }

  /** What signs now, without what is secret, the newest of each endpoint first. */
  keysOf(tenant: string, endpoints: readonly string[]): Promise<KeyShown[]> {
    return this.database.read({ tenant }, (tx) => this.keys.shown(tx, tenant, endpoints, this.now()));
  }

  private async change(principal: Principal, id: string, deed: string, change: (tx: Tx, endpoint: WebhookEndpoint) => Promise<Decision<null>>): Promise<Decision<WebhookEndpoint>> {
    const { tenant } = principal;
    if (tenant === null) return refused(notFound('endpoint', 'id'));
    return this.database.write({ tenant }, async (tx) => {
      const endpoint = await this.store.locked(tx, tenant, id);
      if (!endpoint) return refused(notFound('endpoint', 'id'));
      if (!may(principal, 'ADMINISTER')) return refused(grantMissing('ADMINISTER'));
      const changed = await change(tx, endpoint);
      if (!changed.ok) return changed;
      await this.noted(tx, deed, endpoint);
      return accepted((await this.store.byId(tx, tenant, id)) ?? endpoint);
    });
  }

  private check(stated: Stated): Decision<Stated> {
    return checkEndpoint(stated, (url) => urlFault(url, this.calling.fetching));
  }

  private aKey(scheme: SignatureScheme, createdAt: Date): WebhookKey {
    return { ...newKey(scheme), id: newId(), createdAt, endsAt: null };
  }

  private noted(tx: Tx, deed: string, { tenant, id }: WebhookEndpoint): Promise<void> {
    return note(tx, { tenant, action: `cairn.webhook-endpoint.${deed}`, subject: id, subjectKind: 'WEBHOOK_ENDPOINT' });
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}
