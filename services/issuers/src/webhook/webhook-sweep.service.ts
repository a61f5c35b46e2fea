import { Database, type Tx } from '@cairn/postgres';
import { CLOCK, LOG, RepeatedLook } from '@cairn/service';
import type { Clock, Log } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';

const everyMs = 600_000;
const day = 86_400_000;
const deliveriesKeptMs = 30 * day;
/** Whoever was sent again on the last day has a round before him. */
const eventsKeptMs = 34 * day;
const roundMs = 4 * day;
const atOnce = 5_000;

/** Clears away what is no longer promised: deliveries after 30 days, and whatever hangs on endpoints that were deleted. */
@Injectable()
export class WebhookSweep extends RepeatedLook {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) log: Log,
  ) {
    super(log, everyMs, 'old webhooks could not be cleared away');
  }

  async look(): Promise<void> {
    const now = this.clock.now();
    const before = (ms: number) => new Date(now - ms);
    await this.inPieces(
      `DELETE FROM webhook_delivery WHERE (tenant_id, id) IN (SELECT d.tenant_id, d.id FROM webhook_delivery d
         WHERE d.recorded_at < $1 AND (d.state <> 'PENDING' OR d.round_began_at < $2) LIMIT ${atOnce}) RETURNING id`,
      [before(deliveriesKeptMs), before(roundMs)],
    );
    await this.inPieces(
      `DELETE FROM webhook_delivery WHERE (tenant_id, id) IN (SELECT d.tenant_id, d.id FROM webhook_endpoint e
         JOIN webhook_delivery d ON d.tenant_id = e.tenant_id AND d.endpoint_id = e.id WHERE e.deleted_at IS NOT NULL LIMIT ${atOnce}) RETURNING id`,
      [],
    );
    await this.inPieces(`DELETE FROM webhook_event WHERE (tenant_id, id) IN (SELECT e.tenant_id, e.id FROM webhook_event e WHERE e.recorded_at < $1 LIMIT ${atOnce}) RETURNING id`, [
      before(eventsKeptMs),
    ]);
    await this.database.work((tx: Tx) => tx.query(`DELETE FROM webhook_endpoint WHERE deleted_at < $1`, [before(day)]));
    await this.database.work((tx: Tx) => tx.query(`DELETE FROM webhook_key WHERE ends_at < $1`, [before(day)]));
  }

  /** Short transactions, so that nobody waits for them. */
  private async inPieces(text: string, values: readonly unknown[]): Promise<void> {
    for (;;) {
      const gone = await this.database.work((tx) => tx.query(text, values));
      if (gone.length < atOnce || this.isEnding) return;
    }
  }
}
