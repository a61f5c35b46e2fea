import { note } from '@cairn/audit';
import { Fetcher } from '@cairn/fetching';
import { Database, newId } from '@cairn/postgres';
import { CLOCK, type Platform, PLATFORM } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { authorizationAddress, newAsking, stateHash } from './authorisation.js';
import type { SourceFault } from './credential-source.js';
import { CredentialSourceStore } from './credential-source.store.js';
import { type Called, HostCalls } from './host-calls.js';
import type { HostDescription } from './host-description.js';
import { scopeAt } from './registration.js';
import { type SourceClient, SourceClientStore } from './source-client.store.js';
import { sealSecrets, type SourceSecrets, tokensAt } from './source-secrets.js';
import { type LeasedSource, SourceWorkingStore } from './source-working.store.js';

/** So long a person may take to agree at the host. */
const askingMs = 3_600_000;

/** A source with what is sealed of it, opened. */
export interface OpenedSource {
  readonly source: LeasedSource;
  readonly secrets: SourceSecrets;
  readonly key: Buffer;
}

/** Gets a source connected: what the host says of itself, a client there, and tokens for what the person agreed to. */
@Injectable()
export class SourceOpening {
  private readonly calls = new HostCalls(this.fetcher);

  constructor(
    private readonly database: Database,
    private readonly fetcher: Fetcher,
    private readonly store: CredentialSourceStore,
    private readonly working: SourceWorkingStore,
    private readonly clients: SourceClientStore,
    @Inject(PLATFORM) private readonly platform: Pick<Platform, 'publicUrl'>,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Asks the host how it lets in; from then on the person may be sent there. */
  async prepare(opened: OpenedSource): Promise<void> {
    const { source, secrets, key } = opened;
    const described = await this.calls.describe(source.url);
    if (described.fault !== undefined) return this.fail(opened, described.fault);
    const client = await this.client(source, described.value);
    if (client.fault !== undefined) return this.fail(opened, client.fault);
    const { name, authorizationUrl, tokenUrl, refreshUrl, revocationUrl, scopes } = described.value;
    if (!isAskedAt(authorizationUrl)) return this.fail(opened, 'ADDRESS_NOT_ALLOWED');
    const asking = newAsking();
    const address = authorizationAddress(authorizationUrl, asking, { clientId: client.value.clientId, returnTo: source.returnTo, scope: scopeAt(scopes) });
    const sealed = sealSecrets(key, source, { ...secrets, host: { authorizationUrl, tokenUrl, refreshUrl, revocationUrl }, client: client.value.id, asking: { ...asking, address } });
    await this.database.work((tx) => this.working.prepared(tx, source, name, sealed, stateHash(asking.state), new Date(this.clock.now() + askingMs)));
  }

  /** Exchanges what the person came back with. */
  async exchange(opened: OpenedSource): Promise<void> {
    const { source, secrets, key } = opened;
    const { host, asking, code, client: clientId } = secrets;
    const client = clientId === undefined ? undefined : await this.database.work((tx) => this.clients.byId(tx, source.tenant, clientId));
    if (!host || !asking || code === undefined || !client) return this.fail(opened, 'CLIENT_REFUSED');
    const given = await this.calls.exchange(host.tokenUrl, client, { code, verifier: asking.verifier, returnTo: source.returnTo });
    if (given.fault !== undefined) return this.fail(opened, given.fault);
    const at = new Date(this.clock.now());
    const sealed = sealSecrets(key, source, { names: secrets.names, host, client: client.id, tokens: tokensAt(given.value, at.getTime()) });
    await this.database.work(async (tx) => {
      await this.clients.proven(tx, source.tenant, client.id, at);
      if (await this.working.connected(tx, source, sealed, at)) await note(tx, { tenant: source.tenant, action: 'cairn.credential-source.connected', subject: source.id, subjectKind: 'CREDENTIAL_SOURCE', earners: [source.earner] });
    });
  }

  /** Ends it, keeping nothing that the host gave. A client that the host knows no more is registered anew next time. */
  async fail({ source, secrets, key }: OpenedSource, fault: SourceFault): Promise<void> {
    await this.database.work(async (tx) => {
      if (fault === 'CLIENT_REFUSED' && secrets.client !== undefined) await this.clients.remove(tx, source.tenant, secrets.client);
      await this.store.fail(tx, source, fault, sealSecrets(key, source, { names: secrets.names }));
    });
  }

  /** Gives back what the host gave, as far as it takes it, and forgets it. */
  async leave({ source, secrets: { host, client: clientId, tokens } }: OpenedSource): Promise<void> {
    const client = clientId === undefined ? undefined : await this.database.work((tx) => this.clients.byId(tx, source.tenant, clientId));
    if (client && tokens && typeof host?.revocationUrl === 'string') await this.calls.giveBack(host.revocationUrl, client, tokens.refresh ?? tokens.access);
    await this.database.work((tx) => this.working.remove(tx, source));
  }

  private async client(source: LeasedSource, described: HostDescription): Promise<Called<SourceClient>> {
    const now = new Date(this.clock.now());
    const known = await this.database.work((tx) => this.clients.usable(tx, source.tenant, source, now));
    if (known) return { value: known };
    const registered = await this.calls.register(described, source.returnTo, new URL(this.platform.publicUrl).host);
    if (registered.fault !== undefined) return registered;
    const id = newId();
    await this.database.work((tx) => this.clients.insert(tx, source.tenant, id, source, registered.value, now));
    return { value: { id, ...registered.value } };
  }
}

/** A person's browser is sent to https alone. */
const isAskedAt = (address: string): boolean => URL.canParse(address) && new URL(address).protocol === 'https:';
