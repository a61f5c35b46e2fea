import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Achievement } from './achievement.js';

@Entity('achievement')
export class AchievementEntity implements Achievement {
  @PrimaryColumn('uuid', { name: 'tenant_id' })
  tenant: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'issuer_id' })
  issuerId: string;

  @Column('text')
  code: string;

  @Column('uuid', { name: 'current_version_id', nullable: true })
  currentVersionId: string | null;

  @Column('uuid', { name: 'shown_version_id' })
  shownVersionId: string;

  @Column('boolean')
  published: boolean;

  @Column('timestamptz', { name: 'archived_at', nullable: true })
  archivedAt: Date | null;

  @Column('int')
  version: number;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt: Date;
}
