import { bulkModule } from '@cairn/bulk';
import { PersonCopyStore } from '@cairn/people';
import { Module } from '@nestjs/common';
import { analyticsProviders } from './analytics/providers.js';
import { rebuildProviders } from './analytics/rebuild/providers.js';
import { cohortProviders } from './cohort/providers.js';
import { attestationProviders } from './attestation/providers.js';
import { completions } from './completion/providers.js';
import { CopyStore } from './copies/copy.store.js';
import { KnownCopies } from './copies/known-copies.service.js';
import { definitionProviders } from './definition/providers.js';
import { enrolmentProviders } from './enrolment/providers.js';
import { exceptionProviders } from './exception/providers.js';
import { exchangeProviders } from './exchange/providers.js';
import { FeedResolver } from './feed/feed.resolver.js';
import { FeedService } from './feed/feed.service.js';
import { HoldingService } from './holding/holding.service.js';
import { HoldingStore } from './holding/holding.store.js';
import { EnrolmentImportResolver } from './imports/enrolment-import.resolver.js';
import { EnrolmentImport } from './imports/enrolment-import.service.js';
import { mapControllers, mapProviders } from './map/providers.js';
import { membershipProviders } from './membership/providers.js';
import { nextStepProviders } from './next-step/providers.js';
import { pathwayProviders } from './pathway/providers.js';
import { EarnersInForce } from './people/earners-in-force.js';
import { MovingStore } from './people/moving.store.js';
import { PersonService } from './people/person.service.js';
import { PersonalPathways } from './people/personal-pathways.service.js';
import { PersonalPathwaysStore } from './people/personal-pathways.store.js';
import { previewProviders } from './preview/providers.js';
import { progress } from './progress/providers.js';
import { publishedFiguresProviders } from './published-figures/providers.js';
import { AchievementReferenceResolver } from './references/achievement.resolver.js';
import { AwardReferenceResolver } from './references/award.resolver.js';
import { EarnerReferenceResolver } from './references/earner.resolver.js';
import { IssuerReferenceResolver } from './references/issuer.resolver.js';
import { stackingProviders } from './stacking/providers.js';

const copies = [CopyStore, KnownCopies];
const holdings = [HoldingStore, HoldingService];
const enrolments = [EnrolmentImport, EnrolmentImportResolver];
const references = [IssuerReferenceResolver, AchievementReferenceResolver, EarnerReferenceResolver, AwardReferenceResolver];
const people = [PersonCopyStore, EarnersInForce, MovingStore, PersonService, PersonalPathwaysStore, PersonalPathways];

@Module({
  imports: [bulkModule('pathways')],
  controllers: [...mapControllers],
  providers: [...copies, ...pathwayProviders, ...definitionProviders, ...membershipProviders, ...enrolmentProviders, ...exceptionProviders, ...attestationProviders, ...previewProviders, ...progress, ...completions, ...holdings, ...enrolments, ...references, ...people, ...stackingProviders, ...analyticsProviders, ...rebuildProviders, ...publishedFiguresProviders, ...cohortProviders, ...nextStepProviders, ...mapProviders, ...exchangeProviders, FeedService, FeedResolver],
})
export class PathwaysModule {}
