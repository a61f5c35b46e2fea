import { Column, Entity, PrimaryColumn } from 'typeorm';
import type {
  AchievementVersion,
  AchievementVersionState,
  Alignment,
  Credits,
  Requirement,
  VersionText,
} from './achievement-version.js';

@Entity('achievement_version')
export class AchievementVersionEntity implements AchievementVersion {
  @PrimaryColumn('uuid', { name: 'tenant_id' })
  tenant: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'achievement_id' })
  achievementId: string;

  @Column('int')
  number: number;

  @Column('text')
  state: AchievementVersionState;

  @Column('text', { name: 'content_hash', nullable: true })
  contentHash: string | null;

  @Column('text')
  title: string;

  @Column('text')
  description: string;

  @Column('text')
  criteria: string;

  @Column('text', { name: 'image_url', nullable: true })
  imageUrl: string | null;

  @Column('text')
  language: string;

  @Column('text', { name: 'achievement_type' })
  achievementType: string;

  @Column('text', { name: 'issuer_sector' })
  issuerSector: VersionText['issuerSector'];

  @Column('text', { name: 'use_case' })
  useCase: VersionText['useCase'];

  @Column('text', { name: 'claim_basis' })
  claimBasis: VersionText['claimBasis'];

  @Column('text', { name: 'earning_modes', array: true })
  earningModes: VersionText['earningModes'][number][];

  @Column('jsonb', { nullable: true })
  requirement: Requirement | null;

  @Column('jsonb')
  alignments: Alignment[];

  @Column('jsonb')
  tags: string[];

  @Column('text', { name: 'estimated_effort', nullable: true })
  estimatedEffort: string | null;

  @Column('jsonb', { name: 'credits_available' })
  creditsAvailable: Credits[];

  @Column('text', { nullable: true })
  level: string | null;

  @Column('text', { name: 'valid_for', nullable: true })
  validFor: string | null;

  @Column('text')
  acceptance: VersionText['acceptance'];

  @Column('text', { name: 'duplicate_policy' })
  duplicatePolicy: VersionText['duplicatePolicy'];

  @Column('int')
  version: number;

  @Column('timestamptz', { name: 'published_at', nullable: true })
  publishedAt: Date | null;

  @Column('timestamptz', { name: 'retired_at', nullable: true })
  retiredAt: Date | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt: Date;
}
