export { type ActedOn, anonymous, may, maySomewhere, type Principal, principalOf, type Right, rights, type ScopedRight } from './principal.js';
export { badgeScopes, type BadgeScope } from './badge-scope.js';
export { bulkQueryKey, type BulkQueryFault, type ContractName, type RateLimitFigures, type RequestStatement, type StatedRequest, STATEMENT_HEADER, Statements } from './statement.js';
export { OpaqueTokens } from './tokens.js';
export { accepted, grantMissing, notFound, refusal, refused, type Decision, type Refusal } from './refusal.js';
export { type Acting, actingFor, actingOf, registryActing, whoActs } from './acting.js';
export { newTenantSecret, readTenantSecret, tenantSecretHash } from './tenant-secret.js';
