import { seal, unseal } from '@cairn/credentials';
import type { Tx } from '@cairn/postgres';
import { type Platform, PLATFORM } from '@cairn/service';
import { Inject, Injectable } from '@nestjs/common';
import type { OwnClient } from '../oauth-client/token-request.js';
import type { Registered } from './registration.js';

/** So long a host is trusted to know a client that nobody has used yet; it may forget it later. */
const unusedMs = 3_600_000;
/** A secret that ends sooner is of no use to who connects now. */
const lastingMs = 24 * 3_600_000;

export interface SourceClient extends OwnClient {
  readonly id: string;
}

/** As whom hosts know us. For the worker role. */
@Injectable()
export class SourceClientStore {
  constructor(@Inject(PLATFORM) private readonly platform: Pick<Platform, 'keySecret'>) {}

  async insert(tx: Tx, tenant: string, id: string, { url, returnTo }: { url: string; returnTo: string }, { clientId, secret, secretEndsAt }: Registered, at: Date): Promise<void> {
    const sealed = seal(Buffer.from(secret), this.platform.keySecret, binding(tenant, id));
    await tx.query(
      `INSERT INTO source_client (tenant_id, id, url, return_to, client_id, secret, secret_ends_at, registered_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [tenant, id, url, returnTo, clientId, sealed, secretEndsAt, at],
    );
  }

  /** The latest with which somebody may still be asked. Throws SealBroken. */
  async usable(tx: Tx, tenant: string, { url, returnTo }: { url: string; returnTo: string }, now: Date): Promise<SourceClient | undefined> {
    const [row] = await tx.query<Row>(
      `SELECT id, client_id AS "clientId", secret FROM source_client
        WHERE tenant_id = $1 AND url = $2 AND return_to = $3 AND (proven_at IS NOT NULL OR registered_at > $4) AND (secret_ends_at IS NULL OR secret_ends_at > $5)
        ORDER BY registered_at DESC LIMIT 1`,
      [tenant, url, returnTo, new Date(now.getTime() - unusedMs), new Date(now.getTime() + lastingMs)],
    );
    return row && this.opened(tenant, row);
  }

  /** Throws SealBroken. */
  async byId(tx: Tx, tenant: string, id: string): Promise<SourceClient | undefined> {
    const [row] = await tx.query<Row>('SELECT id, client_id AS "clientId", secret FROM source_client WHERE tenant_id = $1 AND id = $2', [tenant, id]);
    return row && this.opened(tenant, row);
  }

  async proven(tx: Tx, tenant: string, id: string, at: Date): Promise<void> {
    await tx.query('UPDATE source_client SET proven_at = $3 WHERE tenant_id = $1 AND id = $2 AND proven_at IS NULL', [tenant, id, at]);
  }

  async remove(tx: Tx, tenant: string, id: string): Promise<void> {
    await tx.query('DELETE FROM source_client WHERE tenant_id = $1 AND id = $2', [tenant, id]);
  }

  private opened(tenant: string, { id, clientId, secret }: Row): SourceClient {
    return { id, clientId, secret: unseal(secret, this.platform.keySecret, binding(tenant, id)).toString() };
  }
}

interface Row {
  readonly id: string;
  readonly clientId: string;
  readonly secret: Buffer;
}

const binding = (tenant: string, id: string) => ({ tenantId: tenant, keyId: `secret of source client ${id}` });
