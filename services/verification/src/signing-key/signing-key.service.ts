import { accepted, type Decision, grantMissing, may, maySomewhere, notFound, type Principal, refused } from '@cairn/access';
import type { Mark } from '@cairn/messaging';
import { Database } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { type IssuerIdentity } from '../issuer-profile/issuer-profile.js';
import { IssuerProfileStore } from '../issuer-profile/issuer-profile.store.js';
import { KeyMaker } from './key-maker.service.js';
import type { SigningKey } from './signing-key.js';
import { SigningKeyStore } from './signing-key.store.js';

/** Public keys of issuers, and their rotation. */
@Injectable()
export class SigningKeyService {
  constructor(
    private readonly database: Database,
    private readonly store: SigningKeyStore,
    private readonly profiles: IssuerProfileStore,
    private readonly maker: KeyMaker,
  ) {}

  async rotate(principal: Principal, issuer: string): Promise<Decision<{ key: SigningKey; marks: Mark[] }>> {
    const { tenant } = principal;
    if (tenant === null || !maySomewhere(principal, 'ADMINISTER')) return refused(grantMissing('ADMINISTER'));
    return this.database.write({ tenant }, async (tx) => {
      const [identity] = await this.profiles.identities(tx, [issuer]);
      if (identity?.tenant !== tenant) return refused(notFound('issuer', 'issuerId'));
      if (!may(principal, 'ADMINISTER', { issuer })) return refused(grantMissing('ADMINISTER'));
      const { id, marks } = await this.maker.rotate(tx, tenant, issuer, principal.actor);
      const key = (await this.store.ofIssuers(tx, [issuer])).find((one) => one.id === id);
      if (!key) throw new Error('a key that was just made is not there');
      return accepted({ key, marks });
    });
  }

  /** Keys are public: whoever may ask at all may see them. */
  ofIssuers(issuers: readonly string[]): Promise<SigningKey[]> {
    return this.database.read({ tenant: null }, (tx) => this.store.ofIssuers(tx, issuers));
  }

  identities(issuers: readonly string[]): Promise<IssuerIdentity[]> {
    return this.database.read({ tenant: null }, (tx) => this.profiles.identities(tx, issuers));
  }
}
