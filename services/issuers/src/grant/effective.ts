import type { Right, ScopedRight } from '@cairn/access';
import type { HolderKind, ScopeKind } from './grant.js';

/** A grant as it is read for its effect: a unit with the issuers in it now. */
export interface HeldGrant {
  readonly right: Right;
  readonly kind: ScopeKind;
  readonly id: string;
  readonly until: string | null;
  readonly issuers: readonly string[] | null;
}

/** All that decides what a member or client may do. */
export interface Holding {
  readonly holder: string;
  readonly tenant: string;
  readonly kind: HolderKind;
  readonly version: number;
  /** What was last told of it, as text; null: nothing yet. */
  readonly told: string | null;
  readonly tenantState: 'ACTIVE' | 'SUSPENDED' | 'CLOSED';
  /** A member who left or a client that was disabled is not. */
  readonly active: boolean;
  /** When a client ends. */
  readonly expiresAt: Date | null;
  readonly grants: readonly HeldGrant[];
}

/** What a member or client may do at an instant (cairn.grant.changed). */
export interface Effective {
  readonly rights: readonly Right[];
  readonly scoped: readonly ScopedRight[];
  /** When it changes by itself; null: it does not. */
  readonly until: Date | null;
}

/** Most rights over single objects that one holder may have, so that they fit into a request's statement (128 KiB). */
export const OBJECTS_MAX = 1_000;

const nothing: Effective = { rights: [], scoped: [], until: null };

/** What a suspended tenant's people may go on doing. */
const readingOnly: readonly Right[] = ['ANALYSE', 'AUDIT'];

/** The effect of all grants of a holder now: each right once, units as the issuers in them, nothing that has ended. */
export function effectiveOf({ active, expiresAt, tenantState, grants }: Holding, now: Date): Effective {
  if (!active || tenantState === 'CLOSED' || (expiresAt !== null && expiresAt <= now)) return nothing;
  const held = grants.filter(({ until, right }) => (until === null || new Date(until) > now) && (tenantState === 'ACTIVE' || readingOnly.includes(right)));
  const rights = [...new Set(held.filter(({ kind }) => kind === 'TENANT').map(({ right }) => right))].sort();
  const objects = new Map<string, ScopedRight>();
  for (const grant of held) {
    if (rights.includes(grant.right)) continue;
    for (const one of objectsOf(grant)) objects.set(`${one.right} ${one.kind} ${one.id}`, one);
  }
  const scoped = [...objects].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
  return { rights, scoped, until: earliest([expiresAt, ...held.map(({ until }) => until && new Date(until))]) };
}

/** The same effect is the same text. */
export const textOf = (effective: Effective): string => JSON.stringify(effective);

function objectsOf({ right, kind, id, issuers }: HeldGrant): ScopedRight[] {
  if (kind === 'TENANT') return [];
  if (kind === 'ORG_UNIT') return (issuers ?? []).map((issuer) => ({ right, kind: 'ISSUER', id: issuer }));
  return [{ right, kind, id }];
}

function earliest(ends: readonly (Date | string | null)[]): Date | null {
  const times = ends.filter((end) => end !== null).map((end) => new Date(end).getTime());
  return times.length === 0 ? null : new Date(Math.min(...times));
}
