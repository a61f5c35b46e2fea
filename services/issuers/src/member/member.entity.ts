import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Member, MemberRole } from './member.js';

@Entity('member')
export class MemberEntity implements Member {
  @PrimaryColumn('uuid', { name: 'tenant_id' })
  tenant: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  name: string;

  @Column('text')
  role: MemberRole;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;
}
