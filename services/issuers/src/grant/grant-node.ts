import { type Noun, publicId, requireUuid } from '@cairn/subgraph';
import type { Right } from '@cairn/access';
import type { Grant, Scope, ScopedGrant, ScopeKind } from './grant.js';

const nounOf: Record<ScopeKind, Noun> = { TENANT: 'Tenant', ORG_UNIT: 'OrgUnit', ISSUER: 'Issuer', ACHIEVEMENT: 'Achievement', PATHWAY: 'Pathway' };

export const scopeNode = ({ kind, id }: Scope) => ({ kind, id: publicId(nounOf[kind], id) });

/** A grant as the schema has it. */
export const grantNode = ({ id, right, scope, until, givenAt }: Grant) => ({
  id: publicId('Grant', id),
  right,
  scope: scopeNode(scope),
  until,
  givenAt,
});

interface GrantText {
  readonly right: Right;
  readonly scope?: { readonly kind: ScopeKind; readonly id?: string | null } | null;
  readonly until?: string | null;
}

/** What a caller asks to be granted in a tenant. Throws BAD_USER_INPUT for an id of another kind. */
export const toScopedGrant = (tenant: string, { right, scope, until }: GrantText): ScopedGrant => ({
  right,
  scope: toScope(tenant, scope),
  until: until ? new Date(until) : null,
});

function toScope(tenant: string, scope: GrantText['scope']): Scope {
  if (!scope) return { kind: 'TENANT', id: tenant };
  if (scope.kind === 'TENANT' && !scope.id) return { kind: 'TENANT', id: tenant };
  return { kind: scope.kind, id: requireUuid(nounOf[scope.kind], scope.id ?? '') };
}
