import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { Member } from './member.js';
import { MemberEntity } from './member.entity.js';

@Injectable()
export class MemberStore {
  async insert(tx: Tx, member: Member): Promise<void> {
    await tx.manager.insert(MemberEntity, member);
  }

  page(tx: Tx, tenant: string, after: string | null, limit: number): Promise<Member[]> {
    return tx.query(
      `SELECT id, tenant_id AS tenant, name, role, created_at AS "createdAt" FROM member
        WHERE tenant_id = $1 AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3`,
      [tenant, after, limit],
    );
  }
}
