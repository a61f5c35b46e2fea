import { accepted, type Decision, grantMissing, may, type Principal, refused } from '@cairn/access';
import { note } from '@cairn/audit';
import { Database, type Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { RollupStateStore } from '../rollup/rollup-state.store.js';
import { type Rebuild, rebuildOf } from './rebuild.js';
import { RebuildStore } from './rebuild.store.js';

/** Adds up the figures of a tenant anew, when somebody asks for it. The loop of the sums does the work. */
@Injectable()
export class Rebuilding {
  constructor(
    private readonly database: Database,
    private readonly store: RebuildStore,
    private readonly states: RollupStateStore,
  ) {}

  /** Asks for it; answers what goes on already where something does. */
  async want(principal: Principal): Promise<Decision<Rebuild>> {
    const tenant = overseen(principal);
    if (!tenant.ok) return tenant;
    return this.database.write({ tenant: tenant.value }, async (tx) => {
      const now = await this.now(tx, tenant.value);
      if (now !== null && now.state !== 'FINISHED') return accepted(now);
      await this.store.want(tx, tenant.value);
      await note(tx, { tenant: tenant.value, action: 'cairn.figures.rebuild-wanted', subject: tenant.value, subjectKind: 'TENANT' });
      return accepted({ state: 'WANTED', done: 0, total: now?.total ?? 0, startedAt: null, finishedAt: null, differences: null });
    });
  }

  /** Null before figures were ever added up. */
  async read(principal: Principal): Promise<Decision<Rebuild | null>> {
    const tenant = overseen(principal);
    if (!tenant.ok) return tenant;
    return accepted(await this.database.read({ tenant: tenant.value }, (tx) => this.now(tx, tenant.value)));
  }

  private async now(tx: Tx, tenant: string): Promise<Rebuild | null> {
    const state = await this.states.read(tx, tenant);
    return state ? rebuildOf(state) : null;
  }
}

/** The tenant of somebody who may have its figures added up anew. */
function overseen(principal: Principal): Decision<string> {
  const { tenant } = principal;
  if (tenant === null || !may(principal, 'ANALYSE')) return refused(grantMissing('ANALYSE'));
  return may(principal, 'ADMINISTER') ? accepted(tenant) : refused(grantMissing('ADMINISTER'));
}
