import { auditMigration } from '@cairn/audit';
import { bulkMigration, importAttemptsMigration, importModesMigration, importPrincipalMigration } from '@cairn/bulk';
import { feedLagMigration, messagingMigration } from '@cairn/messaging';
import type { DatabaseConfig, Migration } from '@cairn/postgres';
import { createService, type Platform, type ServiceApp } from '@cairn/service';
import { CopyStore } from './copies/copy.store.js';
import { onAwards } from './events/on-awards.js';
import { CycleStore } from './analytics/cycle/cycle.store.js';
import { AttemptStore } from './analytics/review/attempt.store.js';
import { ConsentCopyStore } from './analytics/said/consent-copy.store.js';
import { StatedGroupStore } from './analytics/said/stated-group.store.js';
import { VerificationCountStore } from './analytics/verification-pull/verification-count.store.js';
import { onFigures } from './events/on-figures.js';
import { EarnersInForce } from './people/earners-in-force.js';
import { onCopies } from './events/on-copies.js';
import { onLedger } from './events/on-ledger.js';
import { onSkills } from './events/on-skills.js';
import { onTrust } from './events/on-trust.js';
import { LedgerService } from './ledger/ledger.service.js';
import { RecomputeStore } from './progress/recompute.store.js';
import { SkillClosureStore } from './skill-closure/skill-closure.store.js';
import { TrustStore } from './trust/trust.store.js';
import { onPeople } from './events/on-people.js';
import { onRoster } from './events/on-roster.js';
import { HoldingService } from './holding/holding.service.js';
import { MembershipService } from './membership/membership.service.js';
import { CreatePathways1795262400000 } from './migrations/1795262400000-create-pathways.js';
import { CreateFacts1795262400001 } from './migrations/1795262400001-create-facts.js';
import { AddGrants1795270000400 } from './migrations/1795270000400-grants.js';
import { AwardStates1795280013000 } from './migrations/1795280013000-award-states.js';
import { Members1795300000300 } from './migrations/1795300000300-members.js';
import { Previews1795300000200 } from './migrations/1795300000200-previews.js';
import { WholeLanguage1795300000000 } from './migrations/1795300000000-whole-language.js';
import { StayingTrue1795300000100 } from './migrations/1795300000100-staying-true.js';
import { Cohorts1795300000400 } from './migrations/1795300000400-cohorts.js';
import { Fingerprints1795400000050 } from './migrations/1795400000050-fingerprints.js';
import { AnalyticsFacts1795400000900 } from './migrations/1795400000900-analytics-facts.js';
import { Rollups1795400000910 } from './migrations/1795400000910-rollups.js';
import { AchievementsToldLate1795400001000 } from './migrations/1795400001000-achievements-told-late.js';
import { PublishedFigures1795400000950 } from './migrations/1795400000950-published-figures.js';
import { PublishedForms1795400001200 } from './migrations/1795400001200-published-forms.js';
import { FigureRebuild1795400001100 } from './migrations/1795400001100-figure-rebuild.js';
import { AnalystViews1795400001190 } from './migrations/1795400001190-analyst-views.js';
import { CycleFacts1795400001010 } from './migrations/1795400001010-cycle-facts.js';
import { SubmissionFacts1795400001020 } from './migrations/1795400001020-submission-facts.js';
import { VerificationFacts1795400001030 } from './migrations/1795400001030-verification-facts.js';
import { SaidOfOneself1795400001040 } from './migrations/1795400001040-said-of-oneself.js';
import { LevelsOfFrameworks1795400001060 } from './migrations/1795400001060-levels-of-frameworks.js';
import { SkillsOfAchievements1795400001050 } from './migrations/1795400001050-skills-of-achievements.js';
import { RollupDays1795400001095 } from './migrations/1795400001095-rollup-days.js';
import { PeopleData1795270000500 } from './migrations/1795270000500-people-data.js';
import { PathwaysModule } from './pathways.module.js';
import { PersonService } from './people/person.service.js';

export const migrations: readonly Migration[] = [
  messagingMigration('pathways'),
  feedLagMigration('pathways'),
  bulkMigration('pathways'),
  importPrincipalMigration,
  CreatePathways1795262400000,
  CreateFacts1795262400001,
  AddGrants1795270000400,
  auditMigration('pathways'),
  PeopleData1795270000500,
  AwardStates1795280013000,
  WholeLanguage1795300000000,
  StayingTrue1795300000100,
  Previews1795300000200,
  Members1795300000300,
  Cohorts1795300000400,
  Fingerprints1795400000050,
  AnalyticsFacts1795400000900,
  Rollups1795400000910,
  PublishedFigures1795400000950,
  AchievementsToldLate1795400001000,
  PublishedForms1795400001200,
  FigureRebuild1795400001100,
  AnalystViews1795400001190,
  CycleFacts1795400001010,
  SubmissionFacts1795400001020,
  VerificationFacts1795400001030,
  SaidOfOneself1795400001040,
  SkillsOfAchievements1795400001050,
  LevelsOfFrameworks1795400001060,
  RollupDays1795400001095,
  importModesMigration,
  importAttemptsMigration,
];

export function createPathwaysApp(config: { database: DatabaseConfig }, platform: Platform): Promise<ServiceApp> {
  return createService(
    {
      name: 'pathways',
      auditTrail: 'pathwayAuditTrail',
      schema: new URL('../schema.graphql', import.meta.url),
      module: PathwaysModule,
      listeners: (app) => [...onAwards(app.get(HoldingService)), ...onCopies(app.get(CopyStore), app.get(RecomputeStore)), ...onLedger(app.get(LedgerService)), ...onTrust(app.get(TrustStore), app.get(RecomputeStore)), onSkills(app.get(SkillClosureStore), app.get(RecomputeStore)), ...onPeople(app.get(PersonService)), ...onRoster(app.get(MembershipService)), ...onFigures({ cycles: app.get(CycleStore), attempts: app.get(AttemptStore), consents: app.get(ConsentCopyStore), groups: app.get(StatedGroupStore), verifications: app.get(VerificationCountStore), earners: app.get(EarnersInForce) })],
    },
    config,
    platform,
  );
}
