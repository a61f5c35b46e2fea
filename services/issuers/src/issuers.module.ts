import { type DynamicModule, Module } from '@nestjs/common';
import { ApiClientResolver } from './api-client/api-client.resolver.js';
import { ApiClientService } from './api-client/api-client.service.js';
import { ApiClientStore } from './api-client/api-client.store.js';
import { bulkOperationControllers, bulkOperationProviders } from './bulk-operation/providers.js';
import { FeedResolver } from './feed/feed.resolver.js';
import { FeedService } from './feed/feed.service.js';
import { IssuerCalendarResolver } from './issuer/calendar/issuer-calendar.resolver.js';
import { IssuerResolver } from './issuer/issuer.resolver.js';
import { IssuerService } from './issuer/issuer.service.js';
import { IssuerStore } from './issuer/issuer.store.js';
import { MemberResolver } from './member/member.resolver.js';
import { MemberService } from './member/member.service.js';
import { MemberStore } from './member/member.store.js';
import { NodeResolver } from './node/node.resolver.js';
import { provenKeyProviders } from './proven-key/providers.js';
import { RateLimitResolver } from './rate-limit/rate-limit.resolver.js';
import { StoredOperationResolver } from './stored-operation/stored-operation.resolver.js';
import { StoredOperationService } from './stored-operation/stored-operation.service.js';
import { StoredOperationStore } from './stored-operation/stored-operation.store.js';
import { TenantResolver } from './tenant/tenant.resolver.js';
import { TenantService } from './tenant/tenant.service.js';
import { TenantStore } from './tenant/tenant.store.js';
import { ApiClientChangeService } from './api-client/api-client-change.service.js';
import { ApiKeyResolver } from './api-client/api-key.resolver.js';
import { ApiKeyService } from './api-client/api-key.service.js';
import { ApiKeyStore } from './api-client/api-key.store.js';
import { GrantClock } from './grant/grant-clock.service.js';
import { GrantTelling } from './grant/grant-telling.service.js';
import { GrantResolver } from './grant/grant.resolver.js';
import { GrantService } from './grant/grant.service.js';
import { GrantStore } from './grant/grant.store.js';
import { HolderStore } from './grant/holder.store.js';
import { PeopleChange } from './grant/people-change.service.js';
import { MembershipService } from './member/membership.service.js';
import { IssuerOrgUnitResolver } from './org-unit/issuer-org-unit.resolver.js';
import { OrgUnitResolver } from './org-unit/org-unit.resolver.js';
import { OrgUnitService } from './org-unit/org-unit.service.js';
import { OrgUnitStore } from './org-unit/org-unit.store.js';
import { PrincipalResolver } from './principal/principal.resolver.js';
import { PrincipalService } from './principal/principal.service.js';
import { PrincipalStore } from './principal/principal.store.js';
import { signInControllers, signInProviders } from './sign-in/sign-in.module.js';
import { InvitationResolver } from './invitation/invitation.resolver.js';
import { InvitationService } from './invitation/invitation.service.js';
import { InvitationStore } from './invitation/invitation.store.js';
import { ProvenEmail } from './invitation/proven-email.service.js';
import { MandateClock } from './mandate/mandate-clock.service.js';
import { MandateResolver } from './mandate/mandate.resolver.js';
import { MandateService } from './mandate/mandate.service.js';
import { MandateStore } from './mandate/mandate.store.js';
import { PartnershipResolver } from './partnership/partnership.resolver.js';
import { PartnershipService } from './partnership/partnership.service.js';
import { PartnershipStore } from './partnership/partnership.store.js';
import { TenantStateService } from './tenant/tenant-state.service.js';
import type { Calling } from './webhook/calling.js';
import { tenantTopicProviders } from './tenant-topic/providers.js';
import { webhookProviders } from './webhook/providers.js';
import { ViewerResolver } from './viewer/viewer.resolver.js';

@Module({
  controllers: [...signInControllers, ...bulkOperationControllers],
  providers: [
    ...signInProviders,
    TenantStore,
    TenantService,
    TenantResolver,
    IssuerStore,
    IssuerService,
    IssuerResolver,
    IssuerCalendarResolver,
    MemberStore,
    MemberService,
    MemberResolver,
    ApiClientStore,
    ApiClientService,
    ApiClientResolver,
    MembershipService,
    GrantStore,
    HolderStore,
    GrantTelling,
    PeopleChange,
    GrantService,
    GrantResolver,
    GrantClock,
    OrgUnitStore,
    OrgUnitService,
    OrgUnitResolver,
    IssuerOrgUnitResolver,
    ApiKeyStore,
    ApiKeyService,
    ApiKeyResolver,
    ApiClientChangeService,
    TenantStateService,
    InvitationStore,
    InvitationService,
    InvitationResolver,
    ProvenEmail,
    ...provenKeyProviders,
    ...tenantTopicProviders,
    MandateStore,
    MandateService,
    MandateResolver,
    MandateClock,
    PartnershipStore,
    PartnershipService,
    PartnershipResolver,
    ViewerResolver,
    PrincipalStore,
    PrincipalService,
    PrincipalResolver,
    RateLimitResolver,
    StoredOperationStore,
    StoredOperationService,
    StoredOperationResolver,
    NodeResolver,
    FeedService,
    FeedResolver,
    ...bulkOperationProviders,
  ],
})
export class IssuersModule {
  static with(calling: Calling): DynamicModule {
    return { module: IssuersModule, providers: webhookProviders(calling) };
  }
}
