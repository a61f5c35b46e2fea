import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Issuer, Sector } from './issuer.js';

@Entity('issuer')
export class IssuerEntity implements Issuer {
  @PrimaryColumn('uuid', { name: 'tenant_id' })
  tenant: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  slug: string;

  @Column('text')
  name: string;

  @Column('text')
  url: string;

  @Column('text', { name: 'image_url', nullable: true })
  imageUrl: string | null;

  @Column('text', { nullable: true })
  description: string | null;

  @Column('text', { array: true })
  sectors: Sector[];

  @Column('text', { nullable: true })
  country: string | null;

  @Column('text')
  state: Issuer['state'];

  @Column('text', { name: 'suspended_by', nullable: true })
  suspendedBy: Issuer['suspendedBy'];

  @Column('uuid', { name: 'org_unit_id', nullable: true })
  orgUnit: string | null;

  @Column('jsonb', { nullable: true })
  calendar: Issuer['calendar'];

  @Column('text', { name: 'domain_state' })
  domainState: Issuer['domainState'];

  @Column('timestamptz', { name: 'domain_checked_at', nullable: true })
  domainCheckedAt: Date | null;

  @Column('int')
  version: number;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt: Date;
}
