import { accepted, type Decision, grantMissing, notFound, type Principal, refusal, refused } from '@cairn/access';
import { note } from '@cairn/audit';
import { Database, newId, type Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { checkUntil, type Grant, GRANTS_MAX, type Scope, type ScopedGrant } from './grant.js';
import { has, mayGive } from './grant-giving.js';
import { GrantStore } from './grant.store.js';
import { HolderStore } from './holder.store.js';
import { type Made, PeopleChange } from './people-change.service.js';

@Injectable()
export class GrantService {
  constructor(
    private readonly database: Database,
    private readonly store: GrantStore,
    private readonly holders: HolderStore,
    private readonly people: PeopleChange,
  ) {}

  /** Gives a member or client a right over a scope; a right it has over the scope already gets the new end. */
  async give(principal: Principal, holder: string, given: ScopedGrant): Promise<Decision<Made<Grant>>> {
    const { tenant } = principal;
    if (tenant === null) return refused(grantMissing('ADMINISTER'));
    return this.people.run(principal, tenant, async (tx, now, caller) => {
      if (!(await this.store.scopeExists(tx, tenant, given.scope))) return refused(notFound('object', 'scope', 'id'));
      const allowed = mayGive(caller, given, await this.overUnit(tx, caller, given.scope, now));
      if (!allowed.ok) return allowed;
      if ((await this.holders.stateOf(tx, tenant, holder)) !== 'ACTIVE') return refused(notFound('member or API client', 'holderId'));
      const until = checkUntil(given.until, now, 'until');
      if (!until.ok) return until;
      const had = await this.store.find(tx, tenant, holder, given);
      if (!had && (await this.store.ofHolders(tx, tenant, [holder])).length >= GRANTS_MAX) return refused(tooMany);
      const grant: Grant = { ...(had ?? { id: newId(), tenant, holder, givenAt: now }), ...given };
      await this.store.give(tx, [grant]);
      await note(tx, { tenant, action: 'cairn.grant.given', subject: holder, subjectKind: 'HOLDER' });
      return accepted({ value: grant, concerned: [holder] });
    });
  }

  /** Takes a grant away again; whoever administers its scope may. */
  async withdraw(principal: Principal, id: string): Promise<Decision<Made<Grant>>> {
    const { tenant } = principal;
    if (tenant === null) return refused(grantMissing('ADMINISTER'));
    return this.people.run(principal, tenant, async (tx, now, caller) => {
      const grant = await this.store.byId(tx, tenant, id);
      if (!grant) return refused(notFound('grant', 'id'));
      const overUnit = await this.overUnit(tx, caller, grant.scope, now);
      if (!has(caller, 'ADMINISTER', grant.scope, overUnit)) return refused(grantMissing('ADMINISTER'));
      await this.store.remove(tx, tenant, id);
      await note(tx, { tenant, action: 'cairn.grant.withdrawn', subject: grant.holder, subjectKind: 'HOLDER' });
      return accepted({ value: grant, concerned: [grant.holder] });
    });
  }

  /** All grants of some holders. */
  ofHolders(tenant: string, holders: readonly string[]): Promise<Grant[]> {
    return this.database.read({ tenant }, (tx) => this.store.ofHolders(tx, tenant, holders));
  }

  /** Refuses grants of which one names no scope of the tenant's or gives what the caller lacks. `field` leads to the list. */
  async checkAll(tx: Tx, principal: Principal, tenant: string, grants: readonly ScopedGrant[], now: Date, field: string): Promise<Decision<true>> {
    if (grants.length > GRANTS_MAX) return refused(tooMany);
    for (const [at, grant] of grants.entries()) {
      if (!(await this.store.scopeExists(tx, tenant, grant.scope))) return refused(notFound('object', field, `${at}`, 'scope', 'id'));
      const allowed = mayGive(principal, grant, await this.overUnit(tx, principal, grant.scope, now));
      if (!allowed.ok) return allowed;
      const until = checkUntil(grant.until, now, field);
      if (!until.ok) return until;
    }
    return accepted(true);
  }

  /** Refuses when a holder may do what the caller may not: its key would give him more than he has. */
  async checkCovered(tx: Tx, principal: Principal, tenant: string, holder: string, now: Date): Promise<Decision<true>> {
    for (const { right, scope } of await this.store.ofHolders(tx, tenant, [holder])) {
      if (!has(principal, right, scope, await this.overUnit(tx, principal, scope, now))) return refused(grantMissing(right));
    }
    return accepted(true);
  }

  private async overUnit(tx: Tx, { tenant, actor }: Principal, scope: Scope, now: Date): Promise<string[]> {
    if (scope.kind !== 'ORG_UNIT' || tenant === null || actor === null) return [];
    return this.store.overUnit(tx, tenant, actor, scope.id, now);
  }
}

const tooMany = refusal('INVALID_VALUE', `A member or client has at most ${GRANTS_MAX} grants. Give rights over an organisation unit or the tenant instead.`);
