import { accepted, type Decision, grantMissing, may, notFound, OpaqueTokens, type Principal, refusal, refused } from '@cairn/access';
import { note } from '@cairn/audit';
import { readPosition, timeOfId, toldUntil } from '@cairn/messaging';
import { Database, newId, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import { publicId } from '@cairn/subgraph';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import type { WebhookEndpoint } from '../endpoint/webhook-endpoint.js';
import { WebhookEndpointStore } from '../endpoint/webhook-endpoint.store.js';
import { testType } from '../../told-event/event-types.js';
import type { WebhookAttempt, WebhookDelivery } from './webhook-delivery.js';
import { type DeliveryFilter, WebhookDeliveryStore, type Stretch } from './webhook-delivery.store.js';

/** What to send again. */
export interface Replay {
  readonly endpoint: string;
  /** One of the two says where to begin. */
  readonly from: Date | null;
  readonly position: string | null;
  readonly to: Date | null;
  readonly all: boolean;
  readonly after: Stretch['after'];
}

/** How many events are sent, and where to go on when there are more. */
export interface ReplayedSome {
  readonly count: number;
  readonly next: Stretch['after'];
}

/** Events looked at by one call. */
export const replayMax = 5_000;
const attemptsShown = 50;
/** So long what happened is kept for replay, in ms. */
const keptMs = 30 * 86_400_000;
/** How far the clocks of our services may be apart, in ms. */
const clockSlackMs = 5 * 60_000;

/** What was sent, and sending again, for who administers the tenant. */
@Injectable()
export class WebhookDeliveries {
  constructor(
    private readonly database: Database,
    private readonly store: WebhookDeliveryStore,
    private readonly endpoints: WebhookEndpointStore,
    private readonly tokens: OpaqueTokens,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Sends an event of no meaning, so that somebody sees whether it arrives. */
  test(principal: Principal, endpoint: string): Promise<Decision<WebhookDelivery>> {
    return this.sending(principal, endpoint, 'id', 'tested', async (tx, { tenant }, now) => {
      const made = { tenant, id: newId(), endpoint, event: newId(), type: testType.name, subject: publicId('WebhookEndpoint', endpoint), state: 'PENDING', attempts: 0, nextAt: now, recordedAt: now, finishedAt: null } as const;
      await this.store.insertTest(tx, made, now);
      return accepted(made);
    });
  }

  /** Sends one event again whatever came of it. */
  async retry(principal: Principal, id: string): Promise<Decision<WebhookDelivery>> {
    const found = await this.one(principal, id);
    if (!found) return refused(notFound('delivery', 'id'));
    return this.sending(principal, found.endpoint, 'id', 'delivery-retried', async (tx, { tenant }, now) => {
      await this.store.again(tx, tenant, found.endpoint, id, now);
      return accepted((await this.store.byId(tx, tenant, id)) ?? found);
    });
  }

  /** Sends what happened in a stretch of time, at most 5,000 events of it in one call. */
  replay(principal: Principal, { endpoint, from, position, to, all, after }: Replay): Promise<Decision<ReplayedSome>> {
    return this.sending(principal, endpoint, 'endpointId', 'replayed', async (tx, { tenant, eventTypes }, now) => {
      if ((from === null) === (position === null)) return refused(refusal('INVALID_VALUE', 'State one of `from` and `position`.', 'from'));
      const begin = from ?? (await this.placeOf(tx, tenant, position ?? ''));
      if (begin === undefined) return refused(refusal('INVALID_VALUE', 'This is no position of this tenant.', 'position'));
      if (begin.getTime() < now.getTime() - keptMs) return refused(refusal('INVALID_VALUE', 'Events are kept for 30 days.', from === null ? 'position' : 'from'));
      const events = await this.store.recorded(tx, tenant, eventTypes, { from: begin, to: to ?? new Date(now.getTime() + 1), after }, replayMax + 1);
      const some = events.slice(0, replayMax).map((event) => ({ ...event, id: newId() }));
      const count = some.length === 0 ? 0 : await this.store.replay(tx, tenant, endpoint, some, all, now);
      const last = some.at(-1);
      return accepted({ count, next: last && events.length > replayMax ? { at: last.recordedAt, event: last.event } : null });
    });
  }

  async one(principal: Principal, id: string): Promise<WebhookDelivery | undefined> {
    const { tenant } = principal;
    if (tenant === null || !may(principal, 'ADMINISTER')) return undefined;
    return this.database.read({ tenant }, (tx) => this.store.byId(tx, tenant, id));
  }

  async page(principal: Principal, filter: DeliveryFilter, after: string | null, limit: number): Promise<WebhookDelivery[] | 'FORBIDDEN'> {
    const { tenant } = principal;
    if (tenant === null || !may(principal, 'ADMINISTER')) return 'FORBIDDEN';
    return this.database.read({ tenant }, (tx) => this.store.page(tx, tenant, filter, after, limit));
  }

  attemptsOf(tenant: string, deliveries: readonly string[]): Promise<WebhookAttempt[]> {
    return this.database.read({ tenant }, (tx) => this.store.attempts(tx, tenant, deliveries, attemptsShown));
  }

  /** When what a position names was recorded; of what was not, the time in its ids, generously. One of the change feed: from when on it has not told everything. */
  private async placeOf(tx: Tx, tenant: string, position: string): Promise<Date | undefined> {
    const told = toldUntil(this.tokens, position, tenant);
    if (told) return new Date(told.getTime() - clockSlackMs);
    const marks = readPosition(this.tokens, position, tenant);
    if (!marks) return undefined;
    const sources = marks.map(({ event }) => event);
    const recorded = await this.store.recordedAt(tx, tenant, sources);
    const made = sources.flatMap((id) => timeOfId(id) ?? []);
    const earliest = Math.min(this.clock.now(), ...made.map((time) => time - clockSlackMs));
    return recorded ?? new Date(earliest);
  }

  private sending<T>(
    principal: Principal,
    id: string,
    field: string,
    deed: string,
    send: (tx: Tx, endpoint: WebhookEndpoint, now: Date) => Promise<Decision<T>>,
  ): Promise<Decision<T>> {
    const { tenant } = principal;
    if (tenant === null) return Promise.resolve(refused(notFound('endpoint', field)));
    return this.database.write({ tenant }, async (tx) => {
      const endpoint = await this.endpoints.locked(tx, tenant, id);
      if (!endpoint) return refused(notFound('endpoint', field));
      if (!may(principal, 'ADMINISTER')) return refused(grantMissing('ADMINISTER'));
      if (endpoint.state === 'DISABLED') return refused(refusal('WEBHOOK_ENDPOINT_STATE_INVALID', 'The endpoint is disabled: enable it first.', field));
      const sent = await send(tx, endpoint, new Date(this.clock.now()));
      if (sent.ok) await note(tx, { tenant, action: `cairn.webhook-endpoint.${deed}`, subject: id, subjectKind: 'WEBHOOK_ENDPOINT' });
      return sent;
    });
  }
}
