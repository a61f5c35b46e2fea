import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { ScopedGrant } from '../grant/grant.js';
import type { Invitation } from './invitation.js';

const columns = `id, tenant_id AS tenant, name, grants, token_hash AS "tokenHash", email_hash AS "emailHash", state, member_id AS member,
  created_at AS "createdAt", expires_at AS "expiresAt"`;

type Row = Omit<Invitation, 'grants'> & { readonly grants: readonly (Omit<ScopedGrant, 'until'> & { readonly until: string | null })[] };

@Injectable()
export class InvitationStore {
  async insert(tx: Tx, { tenant, id, name, grants, tokenHash, emailHash, state, createdAt, expiresAt }: Invitation): Promise<void> {
    await tx.query(
      `INSERT INTO invitation (tenant_id, id, name, grants, token_hash, email_hash, state, created_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [tenant, id, name, JSON.stringify(grants), tokenHash, emailHash, state, createdAt, expiresAt],
    );
  }

  async lock(tx: Tx, tenant: string, id: string): Promise<Invitation | undefined> {
    const [row] = await tx.query<Row>(`SELECT ${columns} FROM invitation WHERE tenant_id = $1 AND id = $2 FOR UPDATE`, [tenant, id]);
    return row && opened(row);
  }

  /** Where the invitation of a token is; who takes it up belongs to no tenant yet. */
  async placeOf(tx: Tx, tokenHash: string): Promise<{ tenant: string; id: string } | undefined> {
    const [row] = await tx.query<{ tenant: string; id: string }>(`SELECT tenant_id AS tenant, id FROM invitation WHERE token_hash = $1`, [tokenHash]);
    return row;
  }

  async end(tx: Tx, tenant: string, id: string, state: 'ACCEPTED' | 'WITHDRAWN', member: string | null): Promise<void> {
    await tx.query(`UPDATE invitation SET state = $3, member_id = $4 WHERE tenant_id = $1 AND id = $2`, [tenant, id, state, member]);
  }

  async page(tx: Tx, tenant: string, after: string | null, limit: number): Promise<Invitation[]> {
    const rows = await tx.query<Row>(`SELECT ${columns} FROM invitation WHERE tenant_id = $1 AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3`, [
      tenant,
      after,
      limit,
    ]);
    return rows.map(opened);
  }
}

const opened = (row: Row): Invitation => ({ ...row, grants: row.grants.map((grant) => ({ ...grant, until: grant.until ? new Date(grant.until) : null })) });
