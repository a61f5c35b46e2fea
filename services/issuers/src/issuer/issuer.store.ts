import { countRows, type Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { Issuer } from './issuer.js';
import { IssuerEntity } from './issuer.entity.js';
import { type IssuerConditions, type IssuerOrder, orders } from './issuer-list.js';

const columns = `id, tenant_id AS tenant, slug, name, url, image_url AS "imageUrl", description, sectors, country, state,
  suspended_by AS "suspendedBy", org_unit_id AS "orgUnit", calendar,
  domain_state AS "domainState", domain_checked_at AS "domainCheckedAt", version, created_at AS "createdAt", updated_at AS "updatedAt"`;

const conditions = `($1::uuid[] IS NULL OR id = ANY($1)) AND ($2::text[] IS NULL OR slug = ANY($2))
  AND ($3::text IS NULL OR starts_with(slug, $3)) AND ($4::text[] IS NULL OR sectors && $4) AND ($5::uuid IS NULL OR tenant_id = $5)`;

const values = ({ ids, slugs, slugPrefix, sectors, tenant }: IssuerConditions) => [ids, slugs, slugPrefix, sectors, tenant];

@Injectable()
export class IssuerStore {
  async insert(tx: Tx, issuer: Issuer): Promise<void> {
    await tx.manager.insert(IssuerEntity, { ...issuer, sectors: [...issuer.sectors] });
  }

  async update(tx: Tx, issuer: Issuer): Promise<void> {
    const { tenant, id, ...changes } = issuer;
    await tx.manager.update(IssuerEntity, { tenant, id }, { ...changes, sectors: [...changes.sectors] } as Partial<IssuerEntity>);
  }

  /** The issuer under its row lock, or undefined when it is not the tenant's. */
  async lock(tx: Tx, tenant: string, id: string): Promise<Issuer | undefined> {
    const [row] = await tx.query<Issuer>(`SELECT ${columns} FROM issuer WHERE tenant_id = $1 AND id = $2 FOR UPDATE`, [tenant, id]);
    return row;
  }

  byIds(tx: Tx, ids: readonly string[]): Promise<Issuer[]> {
    return tx.query(`SELECT ${columns} FROM issuer WHERE id = ANY($1::uuid[])`, [ids]);
  }

  page(tx: Tx, filter: IssuerConditions, order: IssuerOrder, after: readonly [string, string] | null, limit: number): Promise<Issuer[]> {
    const { column, cast, direction, after: comparison } = orders[order];
    return tx.query(
      `SELECT ${columns} FROM issuer WHERE ${conditions}
        AND ($6::${cast} IS NULL OR (${column}, id) ${comparison} ($6::${cast}, $7::uuid))
        ORDER BY ${column} ${direction}, id ${direction} LIMIT $8`,
      [...values(filter), after?.[0] ?? null, after?.[1] ?? null, limit],
    );
  }

  /** Exact up to 10,000, null beyond. */
  count(tx: Tx, filter: IssuerConditions): Promise<number | null> {
    return countRows(tx, `SELECT 1 FROM issuer WHERE ${conditions}`, values(filter));
  }

  /** One page of the tenant's issuers in id order, for the snapshot of the change feed. */
  snapshot(tx: Tx, tenant: string, after: string | null, limit: number): Promise<{ id: string; version: number; changedAt: Date }[]> {
    return tx.query(
      `SELECT id, version, updated_at AS "changedAt" FROM issuer
        WHERE tenant_id = $1 AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3`,
      [tenant, after, limit],
    );
  }
}
