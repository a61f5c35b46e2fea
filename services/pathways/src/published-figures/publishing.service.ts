import type { Publication } from '@cairn/disclosure';
import { endsMonth, lastClosedMonth, type MetricId } from '@cairn/metrics';
import { loadSolver, type Solver } from '@cairn/requirements';
import { accepted, type Decision, grantMissing, may, notFound, type Principal, refusal, refused } from '@cairn/access';
import { note } from '@cairn/audit';
import { Database, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import { type Clock, today } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { keptOf, publicationOf, type PublishedSet, shownAndHidden, shownCells } from './figure-cells.js';
import { FigureCounting } from './figure-counting.service.js';
import { type FigureSet, figureSets, windowsOf } from './figure-set.js';
import { nextPairs, type NextPublication, nextRates } from './next-publication.js';
import { otherPairs, shownPairs } from './pair-lattice.js';
import { PublishedFiguresStore } from './published-figures.store.js';

/** Of one linear programme: the audit of a publication waits for nobody. */
const solveSeconds = 60;

/** Publishes the figures of a tenant, so that partners and the public may read them. */
@Injectable()
export class Publishing {
  private solver: Solver | null = null;

  constructor(
    private readonly database: Database,
    private readonly counting: FigureCounting,
    private readonly store: PublishedFiguresStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Has the figures published as of a closed month: it is done in the background, and from then on each month. Answers the day. */
  async want(principal: Principal, observationEnd: string | null): Promise<Decision<string>> {
    const publisher = publisherOf(principal);
    if (!publisher.ok) return publisher;
    const tenant = publisher.value;
    const closed = lastClosedMonth(today(this.clock));
    const end = observationEnd ?? closed;
    if (end > closed || !endsMonth(end)) {
      return refused(refusal('INVALID_VALUE', `Publications end with a month that is over; the last one ends on ${closed}.`, 'observationEnd'));
    }
    await this.database.write({ tenant }, async (tx) => {
      await this.store.want(tx, tenant, end);
      await note(tx, { tenant, action: 'cairn.figures.publication-wanted', subject: tenant, subjectKind: 'TENANT' });
    });
    return accepted(end);
  }

  /** Takes back all that was published, for good. Refuses with NOT_FOUND for another tenant than the caller's, and where nothing was. */
  async stop(principal: Principal, tenant: string): Promise<Decision<string>> {
    const publisher = publisherOf(principal);
    if (!publisher.ok) return publisher;
    if (tenant !== publisher.value) return refused(notFound('tenant', 'tenantId'));
    return this.database.write({ tenant }, async (tx) => {
      if (!(await this.store.stop(tx, tenant))) return refused(refusal('NOT_FOUND', 'The tenant publishes no figures.'));
      await note(tx, { tenant, action: 'cairn.figures.publication-stopped', subject: tenant, subjectKind: 'TENANT' });
      return accepted(tenant);
    });
  }

  /** Publishes all figures of a tenant. What was published up to this day or a later one stays as it is. */
  async publishAll(tenant: string, observationEnd: string): Promise<void> {
    for (const set of figureSets) await this.publishSet(tenant, set, observationEnd);
    await this.publishPairs(tenant, observationEnd);
    await this.database.write({ tenant }, async (tx) => {
      await this.store.done(tx, tenant, observationEnd);
      await note(tx, { tenant, action: 'cairn.figures.publication-completed', subject: tenant, subjectKind: 'TENANT' });
    });
  }

  private async publishSet(tenant: string, set: FigureSet, observationEnd: string): Promise<void> {
    const { metric, byCohort } = set;
    const next: Next = async (before, solver) => nextRates(await this.counting.tables(tenant, set, observationEnd), byCohort, observationEnd, before, solver);
    await this.replace(tenant, metric, observationEnd, next, async (tx, { lattice, publication }, publishedAt) => {
      await this.store.replaceCells(tx, tenant, metric, publishedAt, shownCells(metric, lattice, publication));
      return windowsOf(set).map((windowDays) => ({ windowDays, ...shownAndHidden(lattice, publication, windowDays) }));
    });
  }

  private async publishPairs(tenant: string, observationEnd: string): Promise<void> {
    const next: Next = async (before, solver) => nextPairs(await this.counting.pairs(tenant, observationEnd), observationEnd, before, solver);
    await this.replace(tenant, 'M15', observationEnd, next, async (tx, { lattice, publication }, publishedAt) => {
      const pairs = shownPairs(lattice, publication);
      await this.store.replacePairs(tx, tenant, publishedAt, pairs);
      const shown = pairs.filter(({ from }) => from !== otherPairs).length;
      return [{ windowDays: null, shown, hidden: lattice.places.length - shown }];
    });
  }

  /** @param write replaces what readers see, and tells how much of each window is shown */
  private async replace(tenant: string, metric: MetricId, observationEnd: string, next: Next, write: (tx: Tx, made: NextPublication, publishedAt: Date) => Promise<Shown[]>): Promise<void> {
    const before = await this.database.read({ tenant }, (tx) => this.store.last(tx, tenant, metric));
    const last = before?.observationEnd ?? null;
    if (last !== null && last >= observationEnd) return;
    this.solver ??= await loadSolver(solveSeconds);
    const made = await next(publicationOf(before?.kept ?? []), this.solver);
    await this.database.write({ tenant }, async (tx) => {
      // Somebody else may have published meanwhile, beside which this one would tell too much, or taken everything back.
      if (!(await this.store.isStillLast(tx, tenant, metric, last))) return;
      const publishedAt = new Date(this.clock.now());
      const shown = await write(tx, made, publishedAt);
      await this.store.replace(tx, tenant, metric, shown.map((window) => ({ metric, observationEnd, publishedAt, ...window })), keptOf(made.memory));
      await note(tx, { tenant, action: 'cairn.figures.published', subject: tenant, subjectKind: 'TENANT' });
    });
  }
}

/** Makes a publication beside what was told before. */
type Next = (before: Publication, solver: Solver) => Promise<NextPublication>;

/** How much of one window is shown. */
type Shown = Pick<PublishedSet, 'windowDays' | 'shown' | 'hidden'>;

/** The tenant of somebody who may say what is published of it. */
function publisherOf(principal: Principal): Decision<string> {
  const { tenant } = principal;
  if (tenant === null || !may(principal, 'ANALYSE')) return refused(grantMissing('ANALYSE'));
  return may(principal, 'ADMINISTER') ? accepted(tenant) : refused(grantMissing('ADMINISTER'));
}
