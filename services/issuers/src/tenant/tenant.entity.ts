import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('tenant')
export class TenantEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id' })
  id: string;

  @Column('text')
  name: string;

  @Column('text')
  state: 'ACTIVE' | 'SUSPENDED';

  @Column('int')
  version: number;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt: Date;
}
