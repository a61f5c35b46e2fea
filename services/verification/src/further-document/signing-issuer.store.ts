import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';

/** An issuer as it signs now: under its DID, with its newest profile. */
export interface SigningIssuer {
  readonly issuer: string;
  readonly tenant: string;
  readonly did: string;
  readonly name: string;
  readonly url: string;
  readonly imageUrl: string | null;
  readonly state: string;
}

@Injectable()
export class SigningIssuerStore {
  async byId(tx: Tx, issuer: string): Promise<SigningIssuer | undefined> {
    const [row] = await tx.query<SigningIssuer>(
      `SELECT i.issuer_id AS issuer, i.tenant_id AS tenant, i.did, p.name, p.url, p.image_url AS "imageUrl", p.state
         FROM issuer_identity i
         JOIN LATERAL (SELECT name, url, image_url, state FROM issuer_profile p
                        WHERE p.tenant_id = i.tenant_id AND p.issuer_id = i.issuer_id ORDER BY version DESC LIMIT 1) p ON true
        WHERE i.issuer_id = $1`,
      [issuer],
    );
    return row;
  }
}
