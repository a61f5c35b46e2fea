import { Module } from '@nestjs/common';
import { ApiClientResolver } from './api-client/api-client.resolver.js';
import { ApiClientService } from './api-client/api-client.service.js';
import { ApiClientStore } from './api-client/api-client.store.js';
import { FeedResolver } from './feed/feed.resolver.js';
import { FeedService } from './feed/feed.service.js';
import { IssuerResolver } from './issuer/issuer.resolver.js';
import { IssuerService } from './issuer/issuer.service.js';
import { IssuerStore } from './issuer/issuer.store.js';
import { MemberResolver } from './member/member.resolver.js';
import { MemberService } from './member/member.service.js';
import { MemberStore } from './member/member.store.js';
import { NodeResolver } from './node/node.resolver.js';
import { TenantResolver } from './tenant/tenant.resolver.js';
import { TenantService } from './tenant/tenant.service.js';
import { TenantStore } from './tenant/tenant.store.js';

@Module({
  providers: [
    TenantStore,
    TenantService,
    TenantResolver,
    IssuerStore,
    IssuerService,
    IssuerResolver,
    MemberStore,
    MemberService,
    MemberResolver,
    ApiClientStore,
    ApiClientService,
    ApiClientResolver,
    NodeResolver,
    FeedService,
    FeedResolver,
  ],
})
export class IssuersModule {}
