import { bulkModule } from '@cairn/bulk';
import { PersonCopyStore } from '@cairn/people';
import { Module } from '@nestjs/common';
import { CompletionResolver } from './completion/completion.resolver.js';
import { CompletionStore } from './completion/completion.store.js';
import { CopyStore } from './copies/copy.store.js';
import { KnownCopies } from './copies/known-copies.service.js';
import { EnrolmentLoads } from './enrolment/enrolment.loads.js';
import { EnrolmentPages } from './enrolment/enrolment.pages.js';
import { EnrolmentResolver } from './enrolment/enrolment.resolver.js';
import { EnrolmentService } from './enrolment/enrolment.service.js';
import { EnrolmentStore } from './enrolment/enrolment.store.js';
import { FeedResolver } from './feed/feed.resolver.js';
import { FeedService } from './feed/feed.service.js';
import { HoldingService } from './holding/holding.service.js';
import { HoldingStore } from './holding/holding.store.js';
import { EnrolmentImportResolver } from './imports/enrolment-import.resolver.js';
import { EnrolmentImport } from './imports/enrolment-import.service.js';
import { PathwayDraftsService } from './pathway/pathway-drafts.service.js';
import { PathwayListsService } from './pathway/pathway-lists.service.js';
import { PathwayPublisherService } from './pathway/pathway-publisher.service.js';
import { PathwayVersionResolver } from './pathway/pathway-version.resolver.js';
import { PathwayVersionStore } from './pathway/pathway-version.store.js';
import { PathwayWritesResolver } from './pathway/pathway-writes.resolver.js';
import { PathwayLoads } from './pathway/pathway.loads.js';
import { PathwayResolver } from './pathway/pathway.resolver.js';
import { PathwayStore } from './pathway/pathway.store.js';
import { EarnersInForce } from './people/earners-in-force.js';
import { MovingStore } from './people/moving.store.js';
import { PersonService } from './people/person.service.js';
import { PersonalPathways } from './people/personal-pathways.service.js';
import { PersonalPathwaysStore } from './people/personal-pathways.store.js';
import { CompiledVersions } from './progress/compiled-version.store.js';
import { FactsStore } from './progress/facts.store.js';
import { ProgressKeeper } from './progress/progress-keeper.service.js';
import { ProgressReader } from './progress/progress-reader.service.js';
import { ProgressStore } from './progress/progress.store.js';
import { TimerLoop } from './progress/timer-loop.service.js';
import { AchievementReferenceResolver } from './references/achievement.resolver.js';
import { AwardReferenceResolver } from './references/award.resolver.js';
import { EarnerReferenceResolver } from './references/earner.resolver.js';
import { IssuerReferenceResolver } from './references/issuer.resolver.js';
import { FunnelResolver } from './stacking/funnel.resolver.js';
import { FunnelService } from './stacking/funnel.service.js';
import { FunnelStore } from './stacking/funnel.store.js';
import { StackingResolver } from './stacking/stacking.resolver.js';
import { StackingService } from './stacking/stacking.service.js';
import { StackingStore } from './stacking/stacking.store.js';

const copies = [CopyStore, KnownCopies];
const pathways = [
  PathwayStore,
  PathwayVersionStore,
  PathwayListsService,
  PathwayLoads,
  PathwayDraftsService,
  PathwayPublisherService,
  PathwayResolver,
  PathwayVersionResolver,
  PathwayWritesResolver,
];
const progress = [FactsStore, CompiledVersions, ProgressStore, ProgressKeeper, ProgressReader, TimerLoop, HoldingStore, HoldingService];
const enrolments = [
  EnrolmentStore,
  EnrolmentPages,
  EnrolmentLoads,
  EnrolmentService,
  EnrolmentResolver,
  EnrolmentImport,
  EnrolmentImportResolver,
  CompletionStore,
  CompletionResolver,
];
const references = [IssuerReferenceResolver, AchievementReferenceResolver, EarnerReferenceResolver, AwardReferenceResolver];
const people = [PersonCopyStore, EarnersInForce, MovingStore, PersonService, PersonalPathwaysStore, PersonalPathways];
const stacking = [StackingStore, StackingService, FunnelStore, FunnelService, StackingResolver, FunnelResolver];

@Module({
  imports: [bulkModule('pathways')],
  providers: [...copies, ...pathways, ...progress, ...enrolments, ...references, ...people, ...stacking, FeedService, FeedResolver],
})
export class PathwaysModule {}
