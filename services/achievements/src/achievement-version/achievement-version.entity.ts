import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AssessmentPolicy, RequirementText, ResultDescriptionText, RubricText } from '@cairn/events';
import type { AchievementVersion, AchievementVersionState, Alignment, Translation, VersionText } from './achievement-version.js';
import type { Credits, VersionFacts } from './version-facts.js';

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

  @Column('text', { name: 'image_alt_text', nullable: true })
  imageAltText: string | null;

  @Column('text')
  language: string;

  @Column('jsonb')
  translations: Translation[];

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
  requirement: RequirementText | null;

  @Column('jsonb')
  rubrics: RubricText[];

  @Column('jsonb', { name: 'result_descriptions' })
  resultDescriptions: ResultDescriptionText[];

  @Column('jsonb', { nullable: true })
  assessment: AssessmentPolicy | null;

  @Column('jsonb')
  stated: VersionFacts;

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

  @Column('text', { nullable: true })
  validity: VersionText['validity'];

  @Column('text', { name: 'valid_for', nullable: true })
  validFor: string | null;

  @Column('date', { name: 'valid_until', nullable: true })
  validUntil: string | null;

  @Column('text')
  acceptance: VersionText['acceptance'];

  @Column('text', { name: 'duplicate_policy' })
  duplicatePolicy: VersionText['duplicatePolicy'];

  @Column('text', { name: 'duplicate_period', nullable: true })
  duplicatePeriod: string | null;

  @Column('int', { name: 'guardian_below_age', nullable: true })
  guardianBelowAge: number | null;

  @Column('uuid', { name: 'supersedes_id', nullable: true })
  supersedesId: string | null;

  @Column('text', { nullable: true })
  supersession: AchievementVersion['supersession'];

  @Column('timestamptz', { name: 'grace_until', nullable: true })
  graceUntil: Date | null;

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
