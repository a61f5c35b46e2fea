import { may, maySomewhere, type Principal } from '@cairn/access';
import { Database, newId, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import { forbidden } from '@cairn/subgraph';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import type { Earner } from '../earner/earner.js';
import { EarnerStore } from '../earner/earner.store.js';
import type { Viewer } from '../earner/earner-view.service.js';
import { PersonalData } from '../earner/personal-data.js';
import type { NewNotice, Notice } from './notice.js';
import { type NoticeConditions, NoticeStore, type WrittenNotice } from './notice.store.js';

/** Telling people what became of their affairs: written with the deed, sent afterwards (see NoticeSending). */
@Injectable()
export class Notices {
  constructor(
    private readonly database: Database,
    private readonly store: NoticeStore,
    private readonly earners: EarnerStore,
    private readonly personal: PersonalData,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** In the transaction of the deed. One that was written before is left as it is, and nothing is written about the erased. */
  async write(tx: Tx, ...notices: readonly NewNotice[]): Promise<void> {
    const written: WrittenNotice[] = [];
    for (const notice of notices) {
      const { secrets, ...open } = notice;
      const id = newId();
      const sealed = secrets ? await this.sealed(tx, notice, id) : null;
      if (secrets && sealed === null) continue;
      written.push({ ...open, id, sealed });
    }
    await this.store.add(tx, written, new Date(this.clock.now()));
  }

  /** What was written to anybody, for a tenant's staff. Throws FORBIDDEN for those who neither award nor administer. */
  page(principal: Principal, filter: NoticeConditions, after: readonly [string, string] | null, limit: number): Promise<Notice[]> {
    const tenant = staffOf(principal);
    return this.database.read({ tenant }, (tx) => this.store.page(tx, tenant, filter, after, limit));
  }

  count(principal: Principal, filter: NoticeConditions): Promise<number | null> {
    const tenant = staffOf(principal);
    return this.database.read({ tenant }, (tx) => this.store.count(tx, tenant, filter));
  }

  /** The latest 20 of several earners, in their order, in one statement; row-level security decides what the viewer may read. */
  async latestOf(viewer: Viewer, earners: readonly Earner[]): Promise<Notice[][]> {
    const rows = await this.database.read(viewer, (tx) => this.store.latestOf(tx, earners));
    return earners.map(({ id }) => rows.filter(({ earner }) => earner === id));
  }

  private async sealed(tx: Tx, { tenant, earner, secrets }: NewNotice, id: string): Promise<Buffer | null> {
    const [row] = await this.earners.byIds(tx, tenant, [earner]);
    if (!row?.key) return null;
    return this.personal.seal(this.personal.unwrap(tenant, earner, row.key), { tenant, earner, field: `notice ${id}` }, JSON.stringify(secrets));
  }
}

function staffOf(principal: Principal): string {
  const { tenant } = principal;
  if (tenant === null || !(may(principal, 'ADMINISTER') || maySomewhere(principal, 'AWARD'))) throw forbidden('Notices are shown to those who AWARD or ADMINISTER.');
  return tenant;
}
