import { type Applied, type ImportKind, ImportJobs, type JobAtWork, type NumberedRow } from '@cairn/bulk';
import { appendEvents } from '@cairn/messaging';
import type { Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { EarnerIntake, type Wanted } from '../earner/earner-intake.js';
import { earnerBatchEvents } from '../events/publishes.js';
import { earnerColumns, readEarnerRow } from './earner-row.js';

/** Earners in bulk. A line whose identifier is known leaves its earner as he is. */
@Injectable()
export class EarnerImport implements ImportKind<Wanted>, OnModuleInit {
  readonly kind = 'earners';
  readonly noun = 'Earner';
  readonly right = 'AWARD';
  readonly columns = earnerColumns;
  readonly parse = readEarnerRow;

  constructor(
    private readonly jobs: ImportJobs,
    private readonly intake: EarnerIntake,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.register(this);
  }

  async apply(tx: Tx, { id, tenant }: JobAtWork, rows: readonly NumberedRow<Wanted>[]): Promise<Applied> {
    const found = await this.intake.ensure(tx, tenant, rows.map(({ value }) => value));
    const made = found.flatMap((one) => (one.made ? [one.earner] : []));
    const marks = await appendEvents(tx, earnerBatchEvents(tenant, id, made, new Date(this.clock.now())));
    const results = rows.map(({ row }, index) => {
      const one = found[index];
      return { row, status: one?.made ? ('CREATED' as const) : ('UNCHANGED' as const), id: one?.earner ?? null };
    });
    return { results, marks };
  }
}
