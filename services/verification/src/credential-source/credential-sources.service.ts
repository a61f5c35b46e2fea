import { accepted, type Decision, notFound, type Principal, refusal, refused } from '@cairn/access';
import { note } from '@cairn/audit';
import { urlFault } from '@cairn/fetching';
import { Database, newId, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { BackpackKeys } from '../backpack/backpack-keys.service.js';
import { BackpackOwners } from '../backpack/backpack-owners.service.js';
import { VERIFICATION_SETTINGS, type VerificationSettings } from '../config.js';
import { stateHash } from './authorisation.js';
import { checkSource, type CredentialSource, isFrom, sourcesMax } from './credential-source.js';
import { CredentialSourceStore, type SealedSource } from './credential-source.store.js';
import { openSecrets, sealSecrets, type SourceSecrets } from './source-secrets.js';

/** A source as its person sees it. */
export interface ShownSource {
  readonly source: CredentialSource;
  /** Where he agrees; null when there is nothing to agree to. */
  readonly address: string | null;
}

/** With what a host sent a person back. */
export interface Answered {
  readonly state: string;
  readonly code: string | null;
  /** `iss` of the answer; null: it had none. */
  readonly issuer: string | null;
}

type Change = (tx: Tx, source: SealedSource, secrets: SourceSecrets, key: Buffer) => Promise<Decision<string>>;

/** Where a person has his credentials read from: he connects it, himself, and he alone sees it. All calls to the host are made afterwards, by the worker. */
@Injectable()
export class CredentialSources {
  constructor(
    private readonly database: Database,
    private readonly owners: BackpackOwners,
    private readonly keys: BackpackKeys,
    private readonly store: CredentialSourceStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(VERIFICATION_SETTINGS) private readonly settings: VerificationSettings,
  ) {}

  /** Begins anew with a host where it came to nothing before. */
  async connect(principal: Principal, earner: string | null, url: string, returnTo: string): Promise<Decision<ShownSource>> {
    const owner = await this.owners.of(principal, earner);
    if (!owner.ok) return owner;
    const { tenant, as } = owner.value;
    const { account } = principal;
    if (as !== 'PERSON' || account === null) return refused(refusal('GRANT_MISSING', 'From where his credentials are read is for the person to say.'));
    const checked = checkSource(url, returnTo, (address) => urlFault(address, this.settings.fetching ?? { allow: [] }));
    if (!checked.ok) return checked;
    return this.database.write({ tenant }, async (tx) => {
      const held = await this.owners.hold(tx, owner.value);
      if (!held.ok) return held;
      const mine = await this.store.ofAccount(tx, tenant, account);
      const same = mine.find((one) => one.url === checked.value.url);
      if (same && same.state !== 'FAILED' && same.state !== 'AUTHORISING') return refused(refusal('ALREADY_EXISTS', 'This host is connected.', 'url'));
      if (!same && mine.length >= sourcesMax) return refused(refusal('INVALID_VALUE', `A person connects at most ${sourcesMax} hosts.`, 'url'));
      if (same) await this.store.leave(tx, same, this.now());
      const source: CredentialSource = {
        ...{ ...checked.value, tenant, id: newId(), earner: held.value.earner, account, createdAt: this.now() },
        ...{ name: null, state: 'PREPARING', fault: null, connectedAt: null, reading: null, nextAt: null },
      };
      const key = await this.keys.ensure(tx, tenant, source.earner);
      await this.store.insert(tx, { ...source, sealed: sealSecrets(key, source, { names: principal.proven }) });
      await this.noted(tx, 'begun', source);
      return accepted({ source, address: null });
    });
  }

  /** What the host answered the person with whom it talked. Of anybody else's asking nobody learns whether there is one. */
  async finish(principal: Principal, { state, code, issuer }: Answered): Promise<Decision<ShownSource>> {
    const { account } = principal;
    const found = account === null ? undefined : await this.database.read({ tenant: null, account }, (tx) => this.store.byState(tx, account, stateHash(state)));
    if (!found || account === null) return refused(notFound('asking', 'state'));
    return this.change(account, found.tenant, found.id, 'state', async (tx, source, secrets, key) => {
      const { asking, host } = secrets;
      if (source.state !== 'AUTHORISING' || asking?.state !== state || !host) return refused(notFound('asking', 'state'));
      if (!isFrom(issuer, host.authorizationUrl)) return refused(refusal('INVALID_VALUE', 'The answer is of another host than the person was sent to.', 'issuer'));
      if (code === null) await this.store.fail(tx, source, 'NOT_AGREED', sealSecrets(key, source, { names: secrets.names }));
      else await this.store.cameBack(tx, source, sealSecrets(key, source, { ...secrets, names: principal.proven, code }), this.now());
      return accepted('answered');
    });
  }

  /** Has it read at once. @param whole the whole list, and not only what was issued since */
  refresh(principal: Principal, id: string, whole: boolean): Promise<Decision<ShownSource>> {
    return this.changeOwn(principal, id, async (tx, source, secrets, key) => {
      if (source.state !== 'CONNECTED') return refused(refusal('CREDENTIAL_SOURCE_STATE_INVALID', 'It is not connected; connect it first.', 'id'));
      await this.store.due(tx, source, sealSecrets(key, source, { ...secrets, names: principal.proven }), whole, this.now());
      return accepted('asked');
    });
  }

  /** Nothing more is read; what was read stays in the backpack until he removes it. */
  async disconnect(principal: Principal, id: string): Promise<Decision<{ id: string }>> {
    const left = await this.changeOwn(principal, id, async (tx, source) => {
      await this.store.leave(tx, source, this.now());
      return accepted('left');
    });
    return left.ok ? accepted({ id }) : left;
  }

  /** Those of a record, for the person whose it is; undefined for anybody else. */
  async of(principal: Principal, earner: string): Promise<ShownSource[] | undefined> {
    const { account } = principal;
    const owner = account === null ? undefined : await this.owners.of(principal, earner);
    if (!owner?.ok || owner.value.as !== 'PERSON' || account === null) return undefined;
    const { tenant } = owner.value;
    return this.database.read({ tenant }, async (tx) => {
      const sources = await this.store.ofAccount(tx, tenant, account);
      const keys = await this.keys.of(tx, tenant, sources.map((source) => source.earner));
      return sources.map((source) => shown(source, keys.get(source.earner)));
    });
  }

  private async changeOwn(principal: Principal, id: string, change: Change): Promise<Decision<ShownSource>> {
    const { account } = principal;
    const tenant = account === null ? undefined : await this.database.read({ tenant: null, account }, (tx) => this.store.keeperOf(tx, account, id));
    return tenant === undefined || account === null ? refused(notFound('source', 'id')) : this.change(account, tenant, id, 'id', change);
  }

  /** @param change answers what is noted that was done */
  private change(account: string, tenant: string, id: string, field: string, change: Change): Promise<Decision<ShownSource>> {
    return this.database.write({ tenant }, async (tx) => {
      const source = await this.store.locked(tx, tenant, id);
      const key = source && (await this.keys.of(tx, tenant, [source.earner])).get(source.earner);
      if (!source || !key || source.account !== account) return refused(notFound('source', field));
      const done = await change(tx, source, openSecrets(key, source, source.sealed), key);
      if (!done.ok) return done;
      await this.noted(tx, done.value, source);
      return accepted(shown((await this.store.locked(tx, tenant, id)) ?? source, key));
    });
  }

  private noted(tx: Tx, deed: string, { tenant, id, earner }: CredentialSource): Promise<void> {
    return note(tx, { tenant, action: `cairn.credential-source.${deed}`, subject: id, subjectKind: 'CREDENTIAL_SOURCE', earners: [earner] });
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}

function shown(sealed: SealedSource, key: Buffer | undefined): ShownSource {
  const { sealed: text, ...source } = sealed;
  const address = source.state === 'AUTHORISING' && key ? openSecrets(key, source, text).asking?.address : undefined;
  return { source, address: address ?? null };
}
