import { auditMigration } from '@cairn/audit';
import { bulkMigration, importAttemptsMigration, importModesMigration, importPrincipalMigration } from '@cairn/bulk';
import { feedLagMigration, messagingMigration } from '@cairn/messaging';
import type { DatabaseConfig, Migration } from '@cairn/postgres';
import { createService, type Platform, type ServiceApp } from '@cairn/service';
import { CopyClockStore } from './achievement-version/copy-clock.store.js';
import { VersionCopyStore } from './achievement-version/version-copy.store.js';
import { FiguresService } from './assessment/figures/figures.service.js';
import { ReviewOffers } from './assessment/review/review-offers.js';
import { PeopleFollowing } from './assessment/roster/people-following.js';
import { EvidenceSignals } from './assessment/signal/evidence-signals.js';
import { VersionFollowing } from './assessment/submission/version-following.js';
import { CompletionAwardService } from './completion/completion-award.service.js';
import { EarnersModule } from './earners.module.js';
import { ErasureCompletion } from './erasure/erasure-completion.service.js';
import { onAccreditation } from './events/on-accreditation.js';
import { onAchievement } from './events/on-achievement.js';
import { onCompletion } from './events/on-completion.js';
import { onErasure } from './events/on-erasure.js';
import { onFiling } from './events/on-filing.js';
import { onIssuer } from './events/on-issuer.js';
import { onMandate } from './events/on-mandate.js';
import { onOwnAwards } from './events/on-own-awards.js';
import { onOwnDeeds } from './events/on-own-deeds.js';
import { onPeople } from './events/on-people.js';
import { onSubmission } from './events/on-submission.js';
import { AwardCredits } from './maintenance/ledger/award-credits.service.js';
import { CreditCheck } from './maintenance/ledger/credit-check.service.js';
import { AccreditationCopyStore } from './maintenance/provider/accreditation-copy.store.js';
import { MandateCopyStore } from './mandate/mandate-copy.store.js';
import { CreateEarners1795262400100 } from './migrations/1795262400100-create-earners.js';
import { AddGrants1795270000400 } from './migrations/1795270000400-grants.js';
import { PeopleData1795270000500 } from './migrations/1795270000500-people-data.js';
import { Submissions1795280000200 } from './migrations/1795280000200-submissions.js';
import { FiledWork1795280010100 } from './migrations/1795280010100-filed-work.js';
import { Roster1795280011100 } from './migrations/1795280011100-roster.js';
import { Reviews1795280011200 } from './migrations/1795280011200-reviews.js';
import { MisconductAndAppeals1795280012100 } from './migrations/1795280012100-misconduct-and-appeals.js';
import { AwardLife1795280013000 } from './migrations/1795280013000-award-life.js';
import { Minors1795280013100 } from './migrations/1795280013100-minors.js';
import { ClaimCodes1795280013200 } from './migrations/1795280013200-claim-codes.js';
import { Nominations1795280013300 } from './migrations/1795280013300-nominations.js';
import { Notices1795280014000 } from './migrations/1795280014000-notices.js';
import { Attestations1795280014100 } from './migrations/1795280014100-attestations.js';
import { Shares1795290000400 } from './migrations/1795290000400-shares.js';
import { HeldBackBadges1795300000100 } from './migrations/1795300000100-held-back-badges.js';
import { RosterDeltas1795300000400 } from './migrations/1795300000400-roster-deltas.js';
import { Maintenance1795300000500 } from './migrations/1795300000500-maintenance.js';
import { StatisticsGroups1795400060200 } from './migrations/1795400060200-statistics-groups.js';
import { ReplacedAwards1795400060100 } from './migrations/1795400060100-replaced-awards.js';
import { Notices } from './notice/notices.service.js';
import { ToldStore } from './notice/told.store.js';

export const migrations: readonly Migration[] = [
  messagingMigration('earners'),
  feedLagMigration('earners'),
  bulkMigration('earners'),
  importPrincipalMigration,
  CreateEarners1795262400100,
  AddGrants1795270000400,
  auditMigration('earners'),
  PeopleData1795270000500,
  Submissions1795280000200,
  FiledWork1795280010100,
  Roster1795280011100,
  Reviews1795280011200,
  MisconductAndAppeals1795280012100,
  AwardLife1795280013000,
  Minors1795280013100,
  ClaimCodes1795280013200,
  Nominations1795280013300,
  Notices1795280014000,
  Attestations1795280014100,
  Shares1795290000400,
  HeldBackBadges1795300000100,
  RosterDeltas1795300000400,
  Maintenance1795300000500,
  ReplacedAwards1795400060100,
  StatisticsGroups1795400060200,
  importModesMigration,
  importAttemptsMigration,
];

/** Earners, their awards, and imports of both. */
export function createEarnersApp(config: { database: DatabaseConfig }, platform: Platform): Promise<ServiceApp> {
  return createService(
    {
      name: 'earners',
      auditTrail: 'earnerAuditTrail',
      schema: new URL('../schema.graphql', import.meta.url),
      module: EarnersModule,
      listeners: (app) => [
        ...onIssuer(app.get(CopyClockStore)),
        ...onAchievement(app.get(CopyClockStore), app.get(VersionCopyStore), app.get(VersionFollowing)),
        ...onMandate(app.get(MandateCopyStore)),
        ...onCompletion(app.get(CompletionAwardService)),
        ...onAccreditation(app.get(AccreditationCopyStore), app.get(CreditCheck)),
        ...onOwnAwards(app.get(AwardCredits)),
        ...onOwnDeeds(app.get(Notices), app.get(ToldStore)),
        ...onErasure(app.get(ErasureCompletion)),
        ...onFiling(app.get(EvidenceSignals)),
        ...onSubmission(app.get(ReviewOffers), app.get(FiguresService)),
        ...onPeople(app.get(PeopleFollowing)),
      ],
    },
    config,
    platform,
  );
}
