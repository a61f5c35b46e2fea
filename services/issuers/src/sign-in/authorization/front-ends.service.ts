import { timingSafeEqual } from 'node:crypto';
import { Database } from '@cairn/postgres';
import { CLOCK, type Platform, PLATFORM } from '@cairn/service';
import { uuidOf } from '@cairn/subgraph';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import type { Adapter, AdapterPayload } from 'oidc-provider';
import { hashKey } from '../../api-client/api-key.js';
import { PrincipalService } from '../../principal/principal.service.js';
import { hashOf } from '../sealing.js';
import { boardFrontEnd, boardMetadata } from './board-front-end.js';
import { type FrontEnd, FrontEndStore } from './front-end.store.js';
import { registeredForMember } from './registered-for.js';
import { rightScopes } from './scopes.js';

/** The clients of oidc-provider: front ends and wallets as they registered, and the API clients of the registry. */
@Injectable()
export class FrontEnds {
  constructor(
    private readonly database: Database,
    private readonly store: FrontEndStore,
    private readonly principals: PrincipalService,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(PLATFORM) private readonly platform: Platform,
  ) {}

  /** The tenant whose administrator has this API key; null when the key is nobody's or gives no such right. */
  async tenantOfAdministrator(key: string): Promise<string | null> {
    const found = await this.principals.byKey(hashKey(key));
    return found?.kind === 'CLIENT' && found.effective.rights.includes('ADMINISTER') ? found.holding.tenant : null;
  }

  /** Whether the secret is the client's: of a front end its own, of an API client any of its live keys. */
  async isSecret(id: string, keptHash: string | undefined, secret: string): Promise<boolean> {
    const apiClient = uuidOf('ApiClient', id);
    if (apiClient) {
      const found = await this.principals.byKey(hashKey(secret));
      return found?.kind === 'CLIENT' && found.holding.holder === apiClient;
    }
    const given = Buffer.from(hashOf(secret));
    const kept = Buffer.from(keptHash ?? '');
    return given.length === kept.length && timingSafeEqual(given, kept);
  }

  /** Web origins from which a front end may be used; none for one that is not there any more. */
  async originsOf(id: string): Promise<readonly string[]> {
    return (await this.database.work((tx) => this.store.byId(tx, id)))?.origins ?? [];
  }

  knowsOrigin(origin: string): Promise<boolean> {
    return this.database.work((tx) => this.store.knowsOrigin(tx, origin));
  }

  adapter(): Adapter {
    const none = () => Promise.resolve(undefined);
    return {
      upsert: (id, payload) => this.register(id, payload),
      find: (id) => this.find(id),
      destroy: (id) => this.database.work((tx) => this.store.remove(tx, id)),
      findByUid: none,
      findByUserCode: none,
      consume: none,
      revokeByGrantId: none,
    };
  }

  private async register(id: string, payload: AdapterPayload): Promise<void> {
    const { client_secret: secret, [registeredForMember]: tenant, ...metadata } = payload as AdapterPayload & Record<string, unknown>;
    const uris = (metadata.redirect_uris ?? []) as readonly string[];
    const frontEnd = {
      id,
      registeredFor: typeof tenant === 'string' ? tenant : null,
      metadata,
      secretHash: typeof secret === 'string' ? hashOf(secret) : null,
      origins: [...new Set(uris.map((uri) => new URL(uri).origin))].filter((origin) => origin !== 'null'),
    };
    await this.database.work((tx) => this.store.insert(tx, frontEnd, new Date(this.clock.now())));
  }

  private async find(id: string): Promise<AdapterPayload | undefined> {
    if (uuidOf('ApiClient', id)) return apiClientMetadata(id);
    if (id === boardFrontEnd) return boardMetadata(this.platform.publicUrl);
    const found = await this.database.work(async (tx) => {
      await this.store.used(tx, id, new Date(this.clock.now()));
      return this.store.byId(tx, id);
    });
    return found && payloadOf(found);
  }
}

/** As it was registered; in place of the secret its hash, since `isSecret` compares. */
const payloadOf = ({ metadata, secretHash, registeredFor }: FrontEnd): AdapterPayload =>
  ({ ...metadata, ...(secretHash ? { client_secret: secretHash } : {}), ...(registeredFor ? { [registeredForMember]: registeredFor } : {}) }) as AdapterPayload;

/** An API client gets tokens for itself. Whether there is one shows when its key is compared. */
const apiClientMetadata = (id: string): AdapterPayload => ({
  client_id: id,
  client_secret: 'an API key',
  token_endpoint_auth_method: 'client_secret_basic',
  grant_types: ['client_credentials'],
  response_types: [],
  redirect_uris: [],
  scope: rightScopes.join(' '),
});
