import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';

/** What is known of the person behind an earner. */
export interface KnownPerson {
  /** The record that stands for him: the one asked for, or the one it was merged into. */
  readonly earner: string;
  /** Account of the person who has claimed that record. */
  readonly account: string | null;
  readonly erased: boolean;
}

/** What was told of earners. Listeners see every tenant, so each statement names one. */
@Injectable()
export class PersonCopyStore {
  /** Persons behind earners, where anything was told of them. Merged records are followed to where they lead. */
  async behind(tx: Tx, tenant: string, earners: readonly string[]): Promise<Map<string, KnownPerson>> {
    const rows = await tx.query<KnownPerson & { asked: string }>(
      `WITH RECURSIVE led (asked, earner, next, account, erased) AS (
         SELECT p.earner_id, p.earner_id, p.merged_into, p.account_id, p.erased_at IS NOT NULL FROM person_copy p WHERE p.tenant_id = $1 AND p.earner_id = ANY($2::uuid[])
         UNION ALL
         SELECT led.asked, p.earner_id, p.merged_into, p.account_id, led.erased OR p.erased_at IS NOT NULL
           FROM led JOIN person_copy p ON p.tenant_id = $1 AND p.earner_id = led.next
       )
       SELECT asked, earner, account, erased FROM led WHERE next IS NULL`,
      [tenant, earners],
    );
    return new Map(rows.map(({ asked, ...person }) => [asked, person]));
  }

  /** The record and those merged into it, directly or not. */
  async cluster(tx: Tx, tenant: string, earner: string): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      `WITH RECURSIVE part (id) AS (
         SELECT $2::uuid UNION ALL SELECT p.earner_id FROM part JOIN person_copy p ON p.tenant_id = $1 AND p.merged_into = part.id
       ) SELECT id FROM part`,
      [tenant, earner],
    );
    return rows.map(({ id }) => id);
  }

  /** Notes a claim; false when something later was told. Nobody claims who was erased. */
  async claim(tx: Tx, tenant: string, earner: string, account: string | null, version: number): Promise<boolean> {
    const rows = await tx.query(
      `INSERT INTO person_copy (tenant_id, earner_id, account_id, version) VALUES ($1, $2, $3, $4)
       ON CONFLICT (tenant_id, earner_id) DO UPDATE SET account_id = excluded.account_id, version = excluded.version
        WHERE person_copy.version < excluded.version AND person_copy.erased_at IS NULL RETURNING 1`,
      [tenant, earner, account, version],
    );
    return rows.length > 0;
  }

  /** Notes where a record leads, or that it stands for itself again. */
  async lead(tx: Tx, tenant: string, from: string, into: string | null): Promise<void> {
    await tx.query(
      `INSERT INTO person_copy (tenant_id, earner_id, merged_into, version) VALUES ($1, $2, $3, 0)
       ON CONFLICT (tenant_id, earner_id) DO UPDATE SET merged_into = excluded.merged_into WHERE person_copy.erased_at IS NULL`,
      [tenant, from, into],
    );
  }

  /** Notes what was told of a record last; false when that or something later was told before. */
  async hear(tx: Tx, tenant: string, earner: string, version: number): Promise<boolean> {
    const rows = await tx.query(
      `INSERT INTO person_copy (tenant_id, earner_id, version) VALUES ($1, $2, $3)
       ON CONFLICT (tenant_id, earner_id) DO UPDATE SET version = excluded.version WHERE person_copy.version < excluded.version RETURNING 1`,
      [tenant, earner, version],
    );
    return rows.length > 0;
  }

  /** Notes that nobody is behind the record any more; false when that was known. */
  async erase(tx: Tx, tenant: string, earner: string, version: number, at: Date): Promise<boolean> {
    const rows = await tx.query(
      `INSERT INTO person_copy (tenant_id, earner_id, erased_at, version) VALUES ($1, $2, $3, $4)
       ON CONFLICT (tenant_id, earner_id) DO UPDATE SET erased_at = excluded.erased_at, account_id = NULL, merged_into = NULL, version = excluded.version
        WHERE person_copy.erased_at IS NULL RETURNING 1`,
      [tenant, earner, at, version],
    );
    return rows.length > 0;
  }

  /** The tenant that keeps a record which the person who signed in has claimed. */
  async keeperOf(tx: Tx, account: string, earner: string): Promise<string | undefined> {
    const [row] = await tx.query<{ tenant: string }>('SELECT tenant_id AS tenant FROM person_copy WHERE account_id = $1 AND earner_id = $2', [account, earner]);
    return row?.tenant;
  }

  /** Records that a person has claimed and that stand for him, at most 100; of one tenant, or of whichever tenants keep them. */
  async recordsOf(tx: Tx, account: string, tenant: string | null): Promise<{ tenant: string; earner: string }[]> {
    return tx.query(
      `SELECT tenant_id AS tenant, earner_id AS earner FROM person_copy
        WHERE account_id = $1 AND merged_into IS NULL AND ($2::uuid IS NULL OR tenant_id = $2) ORDER BY earner_id LIMIT 100`,
      [account, tenant],
    );
  }
}
