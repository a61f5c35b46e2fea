import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';

@Injectable()
export class VcApiStore {
  /** The Multikey of an issuer's first key, before the issuer has a name: that name is the key. */
  async firstKeyOf(tx: Tx, tenant: string, issuer: string): Promise<string | undefined> {
    const [row] = await tx.query<{ key: string | null }>(
      `SELECT public_key_multibase AS key FROM signing_key WHERE tenant_id = $1 AND issuer_id = $2 AND generation = 1`,
      [tenant, issuer],
    );
    return row?.key ?? undefined;
  }
}
