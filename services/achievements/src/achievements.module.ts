import { Module } from '@nestjs/common';
import { AchievementDesignService } from './achievement/achievement-design.service.js';
import { AchievementReader } from './achievement/achievement.reader.js';
import { AchievementResolver } from './achievement/achievement.resolver.js';
import { AchievementStore } from './achievement/achievement.store.js';
import { AchievementPublishService } from './achievement-version/achievement-publish.service.js';
import { AchievementVersionReader } from './achievement-version/achievement-version.reader.js';
import { AchievementVersionResolver } from './achievement-version/achievement-version.resolver.js';
import { AchievementVersionStore } from './achievement-version/achievement-version.store.js';
import { CatalogueResolver } from './catalogue/catalogue.resolver.js';
import { CatalogueService } from './catalogue/catalogue.service.js';
import { CatalogueStore } from './catalogue/catalogue.store.js';
import { FacetsStore } from './catalogue/facets.store.js';
import { IssuerCatalogueStore } from './catalogue/issuer-catalogue.store.js';
import { FeedResolver } from './feed/feed.resolver.js';
import { FeedService } from './feed/feed.service.js';
import { IssuerCopyStore } from './issuer-copy/issuer-copy.store.js';
import { IssuerResolver } from './issuer-copy/issuer.resolver.js';
import { PartnershipCopyStore } from './sharing/partnership-copy.store.js';
import { SharingResolver } from './sharing/sharing.resolver.js';
import { SharingService } from './sharing/sharing.service.js';
import { SharingStore } from './sharing/sharing.store.js';

@Module({
  providers: [
    IssuerCopyStore,
    IssuerResolver,
    AchievementStore,
    AchievementReader,
    AchievementDesignService,
    AchievementResolver,
    AchievementVersionStore,
    AchievementVersionReader,
    AchievementPublishService,
    AchievementVersionResolver,
    CatalogueStore,
    FacetsStore,
    IssuerCatalogueStore,
    CatalogueService,
    CatalogueResolver,
    PartnershipCopyStore,
    SharingStore,
    SharingService,
    SharingResolver,
    FeedService,
    FeedResolver,
  ],
})
export class AchievementsModule {}
