import { type Right, rights, type ScopedRight } from '@cairn/access';
import type { Tx } from '@cairn/postgres';
import type { GrantCopy } from './later-of.js';

/** A set of grants as its event tells it; a right that this release does not know is of no use to it. */
export interface HeardGrants {
  readonly holder: string;
  readonly version: number;
  readonly rights: readonly string[];
  readonly scoped: readonly { readonly right: string; readonly kind: ScopedRight['kind']; readonly id: string }[];
  readonly until: string | null;
}

/** Copies of grants: read for requests, written by the listener. */
export class GrantCopyStore {
  async of(tx: Tx, tenant: string, holder: string): Promise<GrantCopy | undefined> {
    const [row] = await tx.query<GrantCopy>('SELECT version, rights, scoped, until FROM grant_copy WHERE tenant_id = $1 AND holder_id = $2', [tenant, holder]);
    return row;
  }

  /** Keeps a whole set; false when the copy is as new or newer. Sets between may be missing, since each is whole. */
  async keep(tx: Tx, tenant: string, { holder, version, rights: named, scoped, until }: HeardGrants): Promise<boolean> {
    const rows = await tx.query(
      `INSERT INTO grant_copy (tenant_id, holder_id, version, rights, scoped, until) VALUES ($1, $2, $3, $4, $5::jsonb, $6)
       ON CONFLICT (tenant_id, holder_id) DO UPDATE SET version = excluded.version, rights = excluded.rights, scoped = excluded.scoped, until = excluded.until
        WHERE grant_copy.version < excluded.version
       RETURNING holder_id`,
      [tenant, holder, version, named.filter(isRight), JSON.stringify(scoped.filter(({ right }) => isRight(right))), until],
    );
    return rows.length > 0;
  }
}

const isRight = (name: string): name is Right => (rights as readonly string[]).includes(name);
