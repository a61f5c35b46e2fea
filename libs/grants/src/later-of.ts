import type { Principal, Right, ScopedRight } from '@cairn/access';

/** What a service has heard of a holder's grants: the whole set as of `version`. */
export interface GrantCopy {
  readonly version: number;
  readonly rights: readonly Right[];
  readonly scoped: readonly ScopedRight[];
  /** When the earliest of them ends by itself, else null. */
  readonly until: Date | null;
}

/**
 * The caller with the rights of whichever is later, the gateway's statement or the copy. A later copy of which a grant has
 * ended by itself does not tell which one, so it gives nothing: the gateway has asked again within 5 s. What a token is
 * limited to (`bound`) stays. docs/decisions/0004-access.md
 *
 * @param now epoch milliseconds
 */
export function laterOf(principal: Principal, copy: GrantCopy | undefined, now: number): Principal {
  if (!copy || copy.version <= principal.grantsVersion) return principal;
  const { version: grantsVersion, rights, scoped, until } = copy;
  const ended = until !== null && until.getTime() <= now;
  return Object.freeze({ ...principal, grantsVersion, ...(ended ? { rights: [], scoped: [] } : { rights, scoped }) });
}
