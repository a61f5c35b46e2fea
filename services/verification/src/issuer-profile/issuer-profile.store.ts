import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { IssuerIdentity, ProfileVersion } from './issuer-profile.js';

const identity = `tenant_id AS tenant, issuer_id AS issuer, slug, did`;

/** Public facts about issuers, shared by all tenants. */
@Injectable()
export class IssuerProfileStore {
  /** The newest version known, 0 when there is none. Events of one issuer come one after another, so no lock is needed. */
  async versionOf(tx: Tx, tenant: string, issuer: string): Promise<number> {
    const [row] = await tx.query<{ version: number }>(
      `SELECT version FROM issuer_profile WHERE tenant_id = $1 AND issuer_id = $2 ORDER BY version DESC LIMIT 1`,
      [tenant, issuer],
    );
    return row?.version ?? 0;
  }

  async add(tx: Tx, profile: ProfileVersion): Promise<void> {
    await tx.query(
      `INSERT INTO issuer_profile (tenant_id, issuer_id, version, name, url, image_url, state, domain_state, at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        profile.tenant,
        profile.issuer,
        profile.version,
        profile.name,
        profile.url,
        profile.imageUrl,
        profile.state,
        profile.domainState,
        profile.at,
      ],
    );
  }

  /** Whether the identity was new; false when its slug or DID belongs to another issuer. */
  async claim(tx: Tx, { tenant, issuer, slug, did }: IssuerIdentity): Promise<boolean> {
    const rows = await tx.query(
      `INSERT INTO issuer_identity (tenant_id, issuer_id, slug, did) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING issuer_id`,
      [tenant, issuer, slug, did],
    );
    return rows.length > 0;
  }

  identities(tx: Tx, issuers: readonly string[]): Promise<IssuerIdentity[]> {
    return tx.query(`SELECT ${identity} FROM issuer_identity WHERE issuer_id = ANY($1::uuid[])`, [issuers]);
  }

  async identityByDid(tx: Tx, did: string): Promise<IssuerIdentity | undefined> {
    const [row] = await tx.query<IssuerIdentity>(`SELECT ${identity} FROM issuer_identity WHERE did = $1`, [did]);
    return row;
  }

  identitiesByDids(tx: Tx, dids: readonly string[]): Promise<IssuerIdentity[]> {
    return tx.query(`SELECT ${identity} FROM issuer_identity WHERE did = ANY($1::text[])`, [dids]);
  }

  /** The issuer's identity and its newest profile, for its public page. */
  async bySlug(tx: Tx, slug: string): Promise<(IssuerIdentity & { name: string; url: string; domainState: string }) | undefined> {
    const [row] = await tx.query<IssuerIdentity & { name: string; url: string; domainState: string }>(
      `SELECT i.tenant_id AS tenant, i.issuer_id AS issuer, i.slug, i.did, p.name, p.url, p.domain_state AS "domainState"
         FROM issuer_identity i
         JOIN LATERAL (SELECT name, url, domain_state FROM issuer_profile p
                        WHERE p.tenant_id = i.tenant_id AND p.issuer_id = i.issuer_id ORDER BY version DESC LIMIT 1) p ON true
        WHERE i.slug = $1`,
      [slug],
    );
    return row;
  }
}
