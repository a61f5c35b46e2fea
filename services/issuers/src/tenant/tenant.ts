import { accepted, type Decision, refusal, refused } from '@cairn/access';

export type TenantState = 'ACTIVE' | 'SUSPENDED' | 'CLOSED';

/** An operating boundary: data, quota and keys of access are its own. */
export interface Tenant {
  readonly id: string;
  readonly name: string;
  readonly state: TenantState;
  readonly version: number;
  readonly createdAt: Date;
}

/** What operators may do with a tenant's state. What is closed stays closed. */
export function changeState(tenant: Tenant, state: TenantState): Decision<Tenant> {
  if (tenant.state === 'CLOSED' || tenant.state === state) {
    return refused(refusal('TENANT_STATE_INVALID', `The tenant is ${tenant.state.toLowerCase()}.`, 'id'));
  }
  return accepted({ ...tenant, state, version: tenant.version + 1 });
}

/** A name that people can tell apart: 1 to 200 characters without control or direction marks. */
export function checkName(name: string, field: string): Decision<string> {
  const trimmed = name.trim();
  if (trimmed.length < 1 || trimmed.length > 200) return refused(refusal('INVALID_VALUE', 'A name has 1 to 200 characters.', field));
  // Control characters and bidirectional marks can make one name look like another.
  if (/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(trimmed)) {
    return refused(refusal('INVALID_VALUE', 'A name has no control or direction characters.', field));
  }
  return accepted(trimmed);
}
