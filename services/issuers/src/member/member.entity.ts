import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Member } from './member.js';

@Entity('member')
export class MemberEntity implements Member {
  @PrimaryColumn('uuid', { name: 'tenant_id' })
  tenant: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  name: string;

  @Column('uuid', { name: 'account_id', nullable: true })
  account: string | null;

  @Column('timestamptz', { name: 'removed_at', nullable: true })
  removedAt: Date | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;
}
