import { accepted, type Decision, grantMissing, may, notFound, type Principal, refused } from '@cairn/access';
import { appendEvents } from '@cairn/messaging';
import { note } from '@cairn/audit';
import { Database, newId, type Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { issuerChangedEvent } from '../events/publishes.js';
import { type Asked, type Changed, type Made, PeopleChange } from '../grant/people-change.service.js';
import type { Issuer } from '../issuer/issuer.js';
import { IssuerStore } from '../issuer/issuer.store.js';
import { checkName } from '../tenant/tenant.js';
import { movedPaths, type OrgUnit, pathBelow } from './org-unit.js';
import { OrgUnitStore } from './org-unit.store.js';

/** The tree of a tenant: units in units, issuers in units. Who has rights over a unit has them over whatever lies in it. */
@Injectable()
export class OrgUnitService {
  constructor(
    private readonly database: Database,
    private readonly store: OrgUnitStore,
    private readonly issuers: IssuerStore,
    private readonly people: PeopleChange,
  ) {}

  create(
    principal: Principal,
    input: { name: string; parent: string | null; idempotencyKey?: string | null },
  ): Promise<Decision<Made<OrgUnit>>> {
    return this.change(
      'created',
      principal,
      async (tx, tenant, now) => {
        const name = checkName(input.name, 'name');
        if (!name.ok) return name;
        const parent = await this.find(tx, tenant, input.parent, 'parentId');
        if (!parent.ok) return parent;
        const id = newId();
        const path = pathBelow(parent.value, id);
        if (!path.ok) return path;
        const unit: OrgUnit = {
          id,
          tenant,
          name: name.value,
          path: path.value,
          version: 1,
          createdAt: now,
          updatedAt: now,
        };
        await this.store.insert(tx, unit);
        return accepted({ value: unit, concerned: [] });
      },
      input,
    );
  }

  rename(principal: Principal, id: string, name: string): Promise<Decision<Made<OrgUnit>>> {
    return this.change('renamed', principal, async (tx, tenant, now) => {
      const checked = checkName(name, 'name');
      if (!checked.ok) return checked;
      const [unit] = await this.store.byIds(tx, tenant, [id]);
      if (!unit) return refused(notFound('organisation unit', 'id'));
      const renamed = { ...unit, name: checked.value, version: unit.version + 1, updatedAt: now };
      await this.store.rename(tx, renamed);
      return accepted({ value: renamed, concerned: [] });
    });
  }

  /** Moves a unit with everything in it; who has rights over the units it leaves or enters is told anew. */
  move(principal: Principal, id: string, parentId: string | null): Promise<Decision<Made<OrgUnit>>> {
    return this.change('moved', principal, async (tx, tenant, now) => {
      const [unit] = await this.store.byIds(tx, tenant, [id]);
      if (!unit) return refused(notFound('organisation unit', 'id'));
      const parent = await this.find(tx, tenant, parentId, 'parentId');
      if (!parent.ok) return parent;
      const moved = movedPaths(unit, await this.store.inside(tx, tenant, id), parent.value);
      if (!moved.ok) return moved;
      await this.store.move(tx, tenant, moved.value, now);
      const path = moved.value.find((one) => one.id === id)?.path ?? unit.path;
      return accepted({
        value: { ...unit, path, version: unit.version + 1, updatedAt: now },
        concerned: 'HOLDERS_OVER_UNITS',
      });
    });
  }

  /** Puts an issuer into a unit, or directly under the tenant. */
  assignIssuer(
    principal: Principal,
    issuerId: string,
    unitId: string | null,
  ): Promise<Decision<Made<Issuer>>> {
    return this.change('assigned', principal, async (tx, tenant, now) => {
      const issuer = await this.issuers.lock(tx, tenant, issuerId);
      if (!issuer) return refused(notFound('issuer', 'issuerId'));
      const unit = await this.find(tx, tenant, unitId, 'orgUnitId');
      if (!unit.ok) return unit;
      const assigned: Issuer = {
        ...issuer,
        orgUnit: unit.value?.id ?? null,
        version: issuer.version + 1,
        updatedAt: now,
      };
      await this.issuers.update(tx, assigned);
      return accepted({
        value: assigned,
        concerned: 'HOLDERS_OVER_UNITS',
        marks: await appendEvents(tx, [issuerChangedEvent(assigned)]),
      });
    });
  }

  read(tenant: string, ids: readonly string[]): Promise<OrgUnit[]> {
    return this.database.read({ tenant }, (tx) => this.store.byIds(tx, tenant, ids));
  }

  page(tenant: string, parent: string | null, after: string | null, limit: number): Promise<OrgUnit[]> {
    return this.database.read({ tenant }, (tx) => this.store.page(tx, tenant, parent, after, limit));
  }

  /** The tree is the whole tenant's, so it takes ADMINISTER over the tenant. */
  private async change<T extends { readonly id: string }>(
    deed: string,
    principal: Principal,
    change: (tx: Tx, tenant: string, now: Date) => Promise<Decision<Changed<T>>>,
    asked: Asked = {},
  ): Promise<Decision<Made<T>>> {
    const { tenant } = principal;
    if (tenant === null) return refused(grantMissing('ADMINISTER'));
    return this.people.run(
      principal,
      tenant,
      async (tx, now, caller) => {
        if (!may(caller, 'ADMINISTER')) return refused(grantMissing('ADMINISTER'));
        const changed = await change(tx, tenant, now);
        if (changed.ok)
          await note(tx, {
            tenant,
            action: `cairn.org-unit.${deed}`,
            subject: changed.value.value.id,
            subjectKind: deed === 'assigned' ? 'ISSUER' : 'ORG_UNIT',
          });
        return changed;
      },
      asked,
    );
  }

  private async find(
    tx: Tx,
    tenant: string,
    id: string | null,
    field: string,
  ): Promise<Decision<OrgUnit | null>> {
    if (id === null) return accepted(null);
    const [unit] = await this.store.byIds(tx, tenant, [id]);
    return unit ? accepted(unit) : refused(notFound('organisation unit', field));
  }
}
