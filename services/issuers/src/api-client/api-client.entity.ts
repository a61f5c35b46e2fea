import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ApiClient } from './api-client.js';

@Entity('api_client')
export class ApiClientEntity implements ApiClient {
  @PrimaryColumn('uuid', { name: 'tenant_id' })
  tenant: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  name: string;

  @Column('boolean')
  operator: boolean;

  @Column('text', { array: true })
  origins: string[];

  @Column('boolean', { name: 'operations_only' })
  operationsOnly: boolean;

  @Column('text', { name: 'limit_class' })
  limitClass: ApiClient['limitClass'];

  @Column('timestamptz', { name: 'expires_at', nullable: true })
  expiresAt: Date | null;

  @Column('timestamptz', { name: 'disabled_at', nullable: true })
  disabledAt: Date | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;
}
