import { Fetcher } from '@cairn/fetching';
import { encodePosition } from '@cairn/messaging';
import { asUuid, Database } from '@cairn/postgres';
import { type Platform, PLATFORM } from '@cairn/service';
import { Inject, Injectable } from '@nestjs/common';
import type { WebhookKey } from '../key/webhook-key.js';
import { WebhookKeyStore } from '../key/webhook-key.store.js';
import { judgeAttempt, judgeEndpoint, type Met } from './judging.js';
import { messageOf } from './message.js';
import { type DueDelivery, type Lease, SendingStore } from './sending.store.js';

const atOnce = 100;
/** Requests to one endpoint at a time. */
const lanes = 8;
/** After so long another endpoint has its turn, in ms. */
const turnMs = 10_000;

/** One endpoint's turn: sends what is due to it, for some seconds, and writes down what came of it. */
@Injectable()
export class EndpointTurn {
  constructor(
    private readonly database: Database,
    private readonly store: SendingStore,
    private readonly keys: WebhookKeyStore,
    private readonly fetcher: Fetcher,
    @Inject(PLATFORM) private readonly platform: Platform,
  ) {}

  /** @param isEnding what was not answered by then counts for nothing: it is sent again */
  async run(lease: Lease, isEnding: () => boolean): Promise<void> {
    const end = performance.now() + turnMs;
    const isOver = () => isEnding() || performance.now() > end;
    try {
      while (!isOver() && (await this.sendSome(lease, isEnding, isOver)));
    } finally {
      await this.database.work(async (tx) => {
        await this.store.health(tx, lease);
        await this.store.release(tx, lease);
      });
    }
  }

  /** Answers whether more may be due. */
  private async sendSome(lease: Lease, isEnding: () => boolean, isOver: () => boolean): Promise<boolean> {
    const begun = this.now();
    const [due, keys] = await this.database.work(async (tx) => [await this.store.due(tx, lease, begun, atOnce), await this.keys.live(tx, lease.tenant, lease.id, begun)] as const);
    const met = new Map<string, Met>();
    const waiting = due.values();
    const lane = async (): Promise<void> => {
      for (const delivery of waiting) {
        if (isOver()) return;
        const answer = await this.send(lease, delivery, keys);
        if (!isEnding()) met.set(delivery.id, answer);
      }
    };
    await Promise.all(Array.from({ length: lanes }, lane));
    const goesOn = met.size === 0 || (await this.record(lease, due.filter(({ id }) => met.has(id)), met));
    return goesOn && due.length === atOnce;
  }

  private async send({ url, payloadVersion }: Lease, { event, source }: DueDelivery, keys: readonly WebhookKey[]): Promise<Met> {
    const at = this.now();
    const marks = source.topic === '' ? [] : [{ topic: source.topic, event: asUuid(source.event) }];
    const position = encodePosition(this.platform.tokens, marks);
    const message = messageOf(event, { source: this.platform.publicUrl, position, payloadVersion }, keys, at);
    const begun = performance.now();
    const outcome = await this.fetcher.post(url, message);
    const latencyMs = Math.round(performance.now() - begun);
    if (outcome.outcome === 'ANSWERED') return { at, latencyMs, status: outcome.status, unanswered: null, excerpt: outcome.excerpt };
    return { at, latencyMs, status: null, unanswered: outcome.outcome === 'ADDRESS_NOT_ALLOWED' ? 'ADDRESS_NOT_ALLOWED' : 'NOT_ANSWERING', excerpt: outcome.detail };
  }

  /** Answers whether the endpoint still wants more. */
  private record(lease: Lease, due: readonly DueDelivery[], met: ReadonlyMap<string, Met>): Promise<boolean> {
    const now = this.now();
    const attempted = due.map((delivery) => judgeAttempt(delivery, met.get(delivery.id) as Met, now, Math.random()));
    return this.database.work(async (tx) => {
      const before = await this.store.health(tx, lease);
      if (!before) return false;
      await this.store.record(tx, lease, attempted, now);
      const { health, disable } = judgeEndpoint(before, due, attempted, now);
      await this.store.fare(tx, lease, health);
      if (disable === null || before.state === 'DISABLED') return before.state === 'ENABLED';
      await this.store.disable(tx, lease, disable, now);
      return false;
    });
  }

  private now(): Date {
    return new Date(this.platform.clock.now());
  }
}
