import { Module } from '@nestjs/common';
import { AchievementArchiveService } from './achievement/achievement-archive.service.js';
import { AchievementDesignService } from './achievement/achievement-design.service.js';
import { AchievementReader } from './achievement/achievement.reader.js';
import { AchievementResolver } from './achievement/achievement.resolver.js';
import { AchievementStore } from './achievement/achievement.store.js';
import { AchievementPublishService } from './achievement-version/achievement-publish.service.js';
import { AchievementVersionReader } from './achievement-version/achievement-version.reader.js';
import { AchievementVersionResolver } from './achievement-version/achievement-version.resolver.js';
import { AchievementVersionStore } from './achievement-version/achievement-version.store.js';
import { RequirementResolver } from './achievement-version/requirement.resolver.js';
import { CatalogueResolver } from './catalogue/catalogue.resolver.js';
import { CatalogueService } from './catalogue/catalogue.service.js';
import { CatalogueStore } from './catalogue/catalogue.store.js';
import { FacetsStore } from './catalogue/facets.store.js';
import { IssuerCatalogueStore } from './catalogue/issuer-catalogue.store.js';
import { clarityProviders } from './clarity/providers.js';
import { DefinitionController } from './document/definition.controller.js';
import { DocumentHeaders } from './document/document.module.js';
import { DocumentResolver } from './document/document.resolver.js';
import { DocumentService } from './document/document.service.js';
import { FeedResolver } from './feed/feed.resolver.js';
import { FeedService } from './feed/feed.service.js';
import { ImageModule } from './image/image.module.js';
import { achievementImportProviders } from './imports/providers.js';
import { IssuerCopyStore } from './issuer-copy/issuer-copy.store.js';
import { IssuerResolver } from './issuer-copy/issuer.resolver.js';
import { PartnershipCopyStore } from './sharing/partnership-copy.store.js';
import { SharingResolver } from './sharing/sharing.resolver.js';
import { SharingService } from './sharing/sharing.service.js';
import { SharingStore } from './sharing/sharing.store.js';
import { SkillModule } from './skill/skill.module.js';

@Module({
  imports: [ImageModule, SkillModule, DocumentHeaders],
  controllers: [DefinitionController],
  providers: [
    IssuerCopyStore,
    IssuerResolver,
    AchievementStore,
    AchievementReader,
    AchievementDesignService,
    AchievementArchiveService,
    AchievementResolver,
    AchievementVersionStore,
    AchievementVersionReader,
    AchievementPublishService,
    AchievementVersionResolver,
    RequirementResolver,
    CatalogueStore,
    FacetsStore,
    IssuerCatalogueStore,
    CatalogueService,
    CatalogueResolver,
    ...clarityProviders,
    DocumentService,
    DocumentResolver,
    PartnershipCopyStore,
    SharingStore,
    SharingService,
    SharingResolver,
    FeedService,
    FeedResolver,
    ...achievementImportProviders,
  ],
})
export class AchievementsModule {}
