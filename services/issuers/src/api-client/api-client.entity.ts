import type { Right } from '@cairn/access';
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

  @Column('text', { name: 'key_prefix' })
  keyPrefix: string;

  @Column('text', { name: 'key_hash' })
  keyHash: string;

  @Column('text', { array: true })
  rights: Right[];

  @Column('boolean')
  operator: boolean;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;
}
