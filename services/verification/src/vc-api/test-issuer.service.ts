import { createHash } from 'node:crypto';
import { didKeyOf } from '@cairn/credentials';
import { Database } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { IssuerProfileStore } from '../issuer-profile/issuer-profile.store.js';
import type { IssuerIdentity } from '../issuer-profile/issuer-profile.js';
import { KeyMaker } from '../signing-key/key-maker.service.js';
import { SigningKeyStore } from '../signing-key/signing-key.store.js';
import { VcApiStore } from './vc-api.store.js';

/** No issuer of a tenant can have this slug, so the test issuer takes nobody's name. */
const slug = '.vc-api';
/** Names of rows, the same in every registry: nobody is behind them. */
const [tenant, issuer] = ['tenant', 'issuer'].map(namedUuid) as [string, string];

/**
 * Who signs what the VC-API is asked to sign: an issuer that is no one's, with a tenant of its own, a key made at first use
 * and a did:key for a name. What it signed says nothing of this registry's issuers.
 */
@Injectable()
export class TestIssuer {
  private known: Promise<IssuerIdentity> | undefined;

  constructor(
    private readonly database: Database,
    private readonly profiles: IssuerProfileStore,
    private readonly keys: SigningKeyStore,
    private readonly maker: KeyMaker,
    private readonly store: VcApiStore,
  ) {}

  identity(): Promise<IssuerIdentity> {
    this.known ??= this.ensure().catch((error: unknown) => {
      this.known = undefined;
      throw error;
    });
    return this.known;
  }

  private async ensure(): Promise<IssuerIdentity> {
    const [found] = await this.database.read({ tenant: null }, (tx) => this.profiles.identities(tx, [issuer]));
    if (found) return found;
    // Identities are public facts, which the worker writes.
    return this.database.work(async (tx) => {
      await this.keys.lockForRotation(tx, issuer);
      const [made] = await this.profiles.identities(tx, [issuer]);
      if (made) return made;
      await this.maker.makeFirst(tx, tenant, issuer);
      const publicKeyMultibase = await this.store.firstKeyOf(tx, tenant, issuer);
      if (publicKeyMultibase === undefined) throw new Error('the first key of an issuer is an Ed25519 key');
      const identity = { tenant, issuer, slug, did: didKeyOf(publicKeyMultibase) };
      if (!(await this.profiles.claim(tx, identity))) throw new Error('the name of the test issuer is taken');
      return identity;
    });
  }
}

/** RFC 9562 version 8: a UUID whose bits are the maker's own affair. */
function namedUuid(name: string): string {
  const hex = createHash('sha256').update(`cairn vc-api ${name}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
