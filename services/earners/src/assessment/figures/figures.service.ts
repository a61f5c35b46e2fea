import { may, type Principal } from '@cairn/access';
import type { Envelope, SubmissionDecidedFact } from '@cairn/events';
import { Database, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { countsOf, type Figures, figuresOf, noCounts } from './figure.js';
import { FigureStore } from './figure.store.js';

/** Figures of assessment: kept from what submissions tell of themselves, so that reading them counts nothing. */
@Injectable()
export class FiguresService {
  constructor(
    private readonly database: Database,
    private readonly store: FigureStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** A decision was made; heard once. */
  async decided(tx: Tx, { tenantid: tenant, data }: Envelope<SubmissionDecidedFact>, granted: boolean): Promise<void> {
    const { submission, attempt, issuer, achievement, businessDays, at } = data;
    const first = await this.store.isFirst(tx, { tenant, submission, attempt, at: new Date(at) });
    await this.store.add(tx, { tenant, issuer, achievement }, countsOf({ attempt, granted, first, businessDays }));
  }

  /** Undefined for who may not see them. */
  async of(principal: Principal, issuer: string, achievement: string | null): Promise<(Figures & { readonly overdue: number | null }) | undefined> {
    const { tenant } = principal;
    const on = { issuer, achievement };
    if (tenant === null || !(may(principal, 'ANALYSE', on) || may(principal, 'ADMINISTER', on))) return undefined;
    return this.database.read({ tenant }, async (tx) => ({
      ...figuresOf((await this.store.of(tx, tenant, issuer, achievement)) ?? noCounts),
      overdue: await this.store.overdue(tx, tenant, issuer, achievement, new Date(this.clock.now())),
    }));
  }
}
