import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';

/** One version of an entry of a trust list: the list vouches for the issuer over `[from, until)`. */
export interface TrustEntryVersion {
  readonly tenant: string;
  readonly entry: string;
  readonly version: number;
  readonly list: string;
  /** DID or address, as documents name the issuer. */
  readonly issuer: string;
  readonly name: string;
  /** Where it is known from. */
  readonly source: string | null;
  /** Recorded by an operator: counts for everybody. */
  readonly ofRegistry: boolean;
  readonly from: Date;
  readonly until: Date | null;
  readonly recordedAt: Date;
}

const columns = `tenant_id AS tenant, entry_id AS entry, version, list, issuer, name, source, valid_from AS "from", valid_until AS until, of_registry AS "ofRegistry", recorded_at AS "recordedAt"`;

/** Entries of trust lists; what is corrected or ended gets a further version. */
@Injectable()
export class TrustEntryStore {
  async add(tx: Tx, tenant: string, versions: readonly TrustEntryVersion[]): Promise<void> {
    await tx.query(
      `INSERT INTO trust_entry (tenant_id, entry_id, version, list, issuer, name, source, valid_from, valid_until, of_registry, recorded_at)
       SELECT $1::uuid, g.* FROM unnest($2::uuid[], $3::int[], $4::text[], $5::text[], $6::text[], $7::text[], $8::timestamptz[], $9::timestamptz[], $10::boolean[], $11::timestamptz[]) AS g`,
      [
        tenant,
        versions.map(({ entry }) => entry),
        versions.map(({ version }) => version),
        versions.map(({ list }) => list),
        versions.map(({ issuer }) => issuer),
        versions.map(({ name }) => name),
        versions.map(({ source }) => source),
        versions.map(({ from }) => from),
        versions.map(({ until }) => until),
        versions.map(({ ofRegistry }) => ofRegistry),
        versions.map(({ recordedAt }) => recordedAt),
      ],
    );
  }

  /** Every version of the entries about issuers: the registry's own, and those of a tenant. */
  about(tx: Tx, tenant: string | null, issuers: readonly string[]): Promise<TrustEntryVersion[]> {
    return tx.query(`SELECT ${columns} FROM trust_entry WHERE (tenant_id = $1 OR of_registry) AND issuer = ANY($2::text[]) ORDER BY entry_id, version LIMIT 1000`, [tenant, issuers]);
  }

  /** The newest version of an entry. */
  async newest(tx: Tx, tenant: string, entry: string): Promise<TrustEntryVersion | undefined> {
    const [row] = await tx.query<TrustEntryVersion>(`SELECT ${columns} FROM trust_entry WHERE tenant_id = $1 AND entry_id = $2 ORDER BY version DESC LIMIT 1`, [tenant, entry]);
    return row;
  }

  /** The entries of one list that go on without end; at most 5,000. */
  standing(tx: Tx, tenant: string, list: string): Promise<TrustEntryVersion[]> {
    return tx.query(
      `SELECT ${columns} FROM trust_entry e
        WHERE tenant_id = $1 AND list = $2 AND valid_until IS NULL
          AND NOT EXISTS (SELECT 1 FROM trust_entry n WHERE n.tenant_id = e.tenant_id AND n.entry_id = e.entry_id AND n.version > e.version)
        ORDER BY entry_id LIMIT 5000`,
      [tenant, list],
    );
  }

  /** Newest versions of a tenant's entries, the entry recorded last first. */
  page(tx: Tx, tenant: string, list: string | null, after: string | null, limit: number): Promise<TrustEntryVersion[]> {
    return tx.query(
      `SELECT ${columns} FROM trust_entry e
        WHERE tenant_id = $1 AND ($2::text IS NULL OR list = $2) AND ($3::uuid IS NULL OR entry_id < $3)
          AND NOT EXISTS (SELECT 1 FROM trust_entry n WHERE n.tenant_id = e.tenant_id AND n.entry_id = e.entry_id AND n.version > e.version)
        ORDER BY entry_id DESC LIMIT $4`,
      [tenant, list, after, limit],
    );
  }
}
