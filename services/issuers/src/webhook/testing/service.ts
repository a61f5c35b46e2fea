import type { Principal } from '@cairn/access';
import { awardIssued } from '@cairn/events';
import { newId } from '@cairn/postgres';
import { anAwardFact, type Manners, WebhookReceiver } from '@cairn/testkit';
import { bare, IssuersUnderTest } from '../../testing/registry.js';

const hour = 3_600_000;

export interface Delivery {
  readonly id: string;
  readonly eventId: string;
  readonly type: string;
  readonly subject: string;
  readonly state: 'PENDING' | 'DELIVERED' | 'FAILED';
  readonly attemptCount: number;
  readonly nextAttemptAt: string | null;
  readonly attempts: readonly { readonly status: number | null; readonly error: string | null; readonly bodyExcerpt: string | null; readonly latencyMs: number }[];
}

export interface Endpoint {
  readonly id: string;
  readonly state: string;
  readonly disabledReason: string | null;
  readonly failingSince: string | null;
  readonly keys: readonly { readonly scheme: string; readonly publicKey: string | null; readonly endsAt: string | null }[];
}

export const endpointFields = 'endpoint { id url eventTypes description payloadVersion contact state disabledReason failingSince keys { scheme publicKey endsAt } }';
const deliveryFields = 'id eventId type subject state attemptCount nextAttemptAt attempts { status error bodyExcerpt latencyMs }';

/** The issuers service with a clock that stands, and receivers on this machine. */
export class WebhooksUnderTest {
  private constructor(
    readonly registry: IssuersUnderTest,
    private readonly clock: { at: number },
    readonly receivers: readonly [WebhookReceiver, WebhookReceiver],
  ) {}

  static async open(): Promise<WebhooksUnderTest> {
    const receivers = [await WebhookReceiver.open(), await WebhookReceiver.open()] as const;
    const clock = { at: Date.parse('2026-05-04T09:00:00Z') };
    const registry = await IssuersUnderTest.open({ now: () => clock.at }, { fetching: { allow: receivers.map(({ allowed }) => allowed) } });
    return new WebhooksUnderTest(registry, clock, receivers);
  }

  async close(): Promise<void> {
    await this.registry.close();
    await Promise.all(this.receivers.map((receiver) => receiver.close()));
  }

  get now(): Date {
    return new Date(this.clock.at);
  }

  /** Lets time pass at once. */
  pass(seconds: number): void {
    this.clock.at += seconds * 1_000;
  }

  /** A tenant with an endpoint, at a receiver with manners. */
  async anEndpoint(manner: Manners = () => 200, change: object = {}) {
    const tenant = await this.registry.aTenant();
    const [receiver] = this.receivers;
    receiver.manner = manner;
    const input = { url: `${receiver.url}${tenant.id}`, eventTypes: ['award.issued', 'award.revoked'], ...change };
    const made = await this.registry.made<{ endpoint: Endpoint; secret: string }>(tenant.admin, 'createWebhookEndpoint', input, `${endpointFields} secret`);
    return { ...tenant, endpoint: made.endpoint, secret: made.secret, receiver };
  }

  /** Lets the service hear of an award; answers the award's public id. */
  async award(tenant: string, award: string = newId()): Promise<string> {
    await this.registry.service.hear({ contract: awardIssued, tenant: bare(tenant), subject: award, version: 1, data: anAwardFact({ award }) });
    return `awd_${award}`;
  }

  async deliveries(admin: Principal, filter: object = {}): Promise<readonly Delivery[]> {
    const query = `query ($filter: WebhookDeliveryFilter) { webhookDeliveries(first: 100, filter: $filter) { nodes { ${deliveryFields} } } }`;
    return (await this.registry.read<{ webhookDeliveries: { nodes: Delivery[] } }>(admin, query, { filter })).webhookDeliveries.nodes;
  }

  async endpoint(admin: Principal, id: string): Promise<Endpoint> {
    return (await this.registry.read<{ webhookEndpoint: Endpoint }>(admin, `query ($id: ID!) { webhookEndpoint(id: $id) { id state disabledReason failingSince keys { scheme publicKey endsAt } } }`, { id })).webhookEndpoint;
  }

  /** Waits until the deliveries of a tenant look as wanted. */
  until(admin: Principal, wanted: (deliveries: readonly Delivery[]) => boolean): Promise<readonly Delivery[]> {
    return eventually(() => this.deliveries(admin), wanted);
  }

  /** Makes time pass from attempt to attempt until nothing is pending, at most so many hours; answers the seconds between them. */
  async throughSchedule(admin: Principal, hours: number): Promise<number[]> {
    const end = this.clock.at + hours * hour;
    const waits: number[] = [];
    for (let made = 1; ; made += 1) {
      const [delivery] = await this.until(admin, ([one]) => one !== undefined && (one.attemptCount >= made || one.state !== 'PENDING'));
      const next = delivery?.nextAttemptAt;
      if (!next || Date.parse(next) > end) return waits;
      waits.push((Date.parse(next) - this.clock.at) / 1_000);
      this.clock.at = Date.parse(next);
    }
  }
}

export async function eventually<T>(look: () => Promise<T> | T, wanted: (seen: T) => boolean): Promise<T> {
  const until = Date.now() + 20_000;
  for (;;) {
    const seen = await look();
    if (wanted(seen)) return seen;
    if (Date.now() > until) throw new Error(`it did not come about: ${JSON.stringify(seen).slice(0, 2_000)}`);
    await new Promise((resume) => setTimeout(resume, 20));
  }
}
