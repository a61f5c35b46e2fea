import { accepted, type Decision, grantMissing, may, notFound, type Principal, refusal, refused } from '@cairn/access';
import { note } from '@cairn/audit';
import { Database, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { checkUntil } from '../grant/grant.js';
import { PeopleChange } from '../grant/people-change.service.js';
import { GrantService } from '../grant/grant.service.js';
import { TenantStore } from '../tenant/tenant.store.js';
import type { ApiClient } from './api-client.js';
import { ApiClientStore } from './api-client.store.js';
import { type ApiKey, hashKey, isLive, LIVE_KEYS_MAX, newKey, prefixOf } from './api-key.js';
import { ApiKeyStore } from './api-key.store.js';

/** A new key, in full, and what is kept of it. */
export interface RotatedKey {
  readonly key: string;
  readonly kept: ApiKey;
}

/** Gives API clients new keys and takes keys away, for who administers the tenant. */
@Injectable()
export class ApiKeyService {
  constructor(
    private readonly database: Database,
    private readonly clients: ApiClientStore,
    private readonly keys: ApiKeyStore,
    private readonly tenants: TenantStore,
    private readonly grants: GrantService,
    private readonly people: PeopleChange,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** A new key beside the present one, which goes on until it is withdrawn or `othersUntil`. Nobody gets a key to more than he may do himself. */
  async rotate(principal: Principal, id: string, input: { expiresAt: Date | null; othersUntil: Date | null }): Promise<Decision<RotatedKey>> {
    return this.change('key-made', principal, id, async (tx, client, now, caller) => {
      const { tenant } = client;
      const expiresAt = checkUntil(input.expiresAt, now, 'expiresAt');
      if (!expiresAt.ok) return expiresAt;
      const live = (await this.keys.ofClients(tx, tenant, [id])).filter((key) => isLive(key, now));
      if (live.length >= LIVE_KEYS_MAX) {
        return refused(refusal('API_CLIENT_STATE_INVALID', `The client has ${LIVE_KEYS_MAX} live keys. Withdraw the one that is no longer used first.`, 'id'));
      }
      const allowed = await this.grants.checkCovered(tx, caller, tenant, id, now);
      if (!allowed.ok) return allowed;
      if (input.othersUntil) await this.keys.endBy(tx, tenant, id, input.othersUntil);
      const key = newKey();
      const kept: ApiKey = { tenant, client: id, prefix: prefixOf(key), hash: hashKey(key), expiresAt: expiresAt.value, withdrawnAt: null, createdAt: now };
      await this.keys.insert(tx, kept);
      return accepted({ key, kept });
    });
  }

  /** Takes a key away, named by its first characters. */
  async withdraw(principal: Principal, id: string, prefix: string): Promise<Decision<ApiKey>> {
    return this.change('key-withdrawn', principal, id, async (tx, client, now) => {
      const key = (await this.keys.ofClients(tx, client.tenant, [id])).find((one) => one.prefix === prefix);
      if (!key) return refused(notFound('key', 'prefix'));
      await this.keys.withdraw(tx, key, now);
      return accepted({ ...key, withdrawnAt: now });
    });
  }

  ofClients(tenant: string, clients: readonly string[]): Promise<ApiKey[]> {
    return this.database.read({ tenant }, (tx) => this.keys.ofClients(tx, tenant, clients));
  }

  /** Under the tenant's lock, so that two rotations at once do not make three keys. */
  private async change<T>(
    deed: string,
    principal: Principal,
    id: string,
    change: (tx: Tx, client: ApiClient, now: Date, caller: Principal) => Promise<Decision<T>>,
  ): Promise<Decision<T>> {
    const { tenant } = principal;
    if (tenant === null) return refused(grantMissing('ADMINISTER'));
    return this.database.write({ tenant }, async (tx) => {
      await this.tenants.lock(tx, tenant);
      const client = await this.clients.byId(tx, tenant, id);
      if (!client) return refused(notFound('API client', 'id'));
      const now = new Date(this.clock.now());
      const caller = await this.people.inForce(tx, principal, tenant, now);
      if (!may(caller, 'ADMINISTER') || (client.operator && !principal.operator)) return refused(grantMissing('ADMINISTER'));
      if (client.disabledAt) return refused(refusal('API_CLIENT_STATE_INVALID', 'The client was disabled.', 'id'));
      const changed = await change(tx, client, now, caller);
      if (changed.ok) await note(tx, { tenant, action: `cairn.api-client.${deed}`, subject: id, subjectKind: 'API_CLIENT' });
      return changed;
    });
  }
}
