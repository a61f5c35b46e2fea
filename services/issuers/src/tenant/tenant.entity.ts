import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Tenant } from './tenant.js';

@Entity('tenant')
export class TenantEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id' })
  id: string;

  @Column('text')
  name: string;

  @Column('text')
  state: Tenant['state'];

  @Column('int')
  version: number;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt: Date;
}
