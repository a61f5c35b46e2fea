import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { DescribedMembership, Member } from './member.js';
import { MemberEntity } from './member.entity.js';

const columns = `id, tenant_id AS tenant, name, account_id AS account, removed_at AS "removedAt", created_at AS "createdAt"`;

@Injectable()
export class MemberStore {
  async insert(tx: Tx, member: Member): Promise<void> {
    await tx.manager.insert(MemberEntity, member);
  }

  /** Members who have not left. */
  byIds(tx: Tx, tenant: string, ids: readonly string[]): Promise<Member[]> {
    return tx.query(`SELECT ${columns} FROM member WHERE tenant_id = $1 AND id = ANY ($2::uuid[]) AND removed_at IS NULL`, [tenant, ids]);
  }

  page(tx: Tx, tenant: string, after: string | null, limit: number): Promise<Member[]> {
    return tx.query(
      `SELECT ${columns} FROM member WHERE tenant_id = $1 AND removed_at IS NULL AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3`,
      [tenant, after, limit],
    );
  }

  /** The memberships of an account over all tenants in use, at most 100. */
  ofAccount(tx: Tx, account: string): Promise<Member[]> {
    return tx.query(
      `SELECT m.id, m.tenant_id AS tenant, m.name, m.account_id AS account, m.removed_at AS "removedAt", m.created_at AS "createdAt"
        FROM member m JOIN tenant t ON t.tenant_id = m.tenant_id AND t.state <> 'CLOSED'
        WHERE m.account_id = $1 AND m.removed_at IS NULL ORDER BY m.tenant_id LIMIT 100`,
      [account],
    );
  }

  /** Adds the names of their tenants and their rights over the whole tenant. */
  async describe(tx: Tx, members: readonly Member[]): Promise<DescribedMembership[]> {
    const rows = await tx.query<{ id: string; tenantName: string; standing: string[] }>(
      `SELECT m.id, t.name AS "tenantName", ARRAY(SELECT g.access_right FROM access_grant g
          WHERE g.tenant_id = m.tenant_id AND g.holder_id = m.id AND g.scope_kind = 'TENANT' AND g.until IS NULL) AS standing
        FROM unnest($1::uuid[], $2::uuid[]) AS m (tenant_id, id) JOIN tenant t ON t.tenant_id = m.tenant_id`,
      [members.map(({ tenant }) => tenant), members.map(({ id }) => id)],
    );
    return rows.flatMap(({ id, tenantName, standing }) => members.filter((member) => member.id === id).map((member) => ({ member, tenantName, standing })));
  }

  async link(tx: Tx, tenant: string, id: string, account: string): Promise<void> {
    await tx.query(`UPDATE member SET account_id = $3 WHERE tenant_id = $1 AND id = $2`, [tenant, id, account]);
  }

  /** The row stays, for what the member did is told with its id; the account is let go. */
  async end(tx: Tx, tenant: string, id: string, now: Date): Promise<void> {
    await tx.query(`UPDATE member SET removed_at = $3, account_id = NULL WHERE tenant_id = $1 AND id = $2`, [tenant, id, now]);
  }
}
