import { accepted, type Decision, grantMissing, may, maySomewhere, notFound, type Principal, refusal, refused } from '@cairn/access';
import { note } from '@cairn/audit';
import type { KeyAlgorithm } from '@cairn/credentials';
import type { Mark } from '@cairn/messaging';
import { Database, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { type IssuerIdentity } from '../issuer-profile/issuer-profile.js';
import { IssuerProfileStore } from '../issuer-profile/issuer-profile.store.js';
import { type KeyChange, KeyMaker } from './key-maker.service.js';
import { type KeyReplacement, KeyReplacementStore } from './key-replacement.store.js';
import { type SigningKey, stateOf, verificationMethodOf } from './signing-key.js';
import { SigningKeyStore } from './signing-key.store.js';

/** Which key of an issuer is meant, and why. */
export interface KeyOrder {
  readonly issuer: string;
  readonly algorithm: KeyAlgorithm;
  readonly reason: string | null;
}

export interface CompromiseReport {
  /** The key's verification method. */
  readonly method: string;
  readonly from: Date;
  readonly reissue: boolean;
  readonly reason: string | null;
}

type Changed = Decision<{ key: SigningKey; marks: Mark[] }>;

const reasonMax = 500;

/** Public keys of issuers, and what their administrators do with them. */
@Injectable()
export class SigningKeyService {
  constructor(
    private readonly database: Database,
    private readonly store: SigningKeyStore,
    private readonly profiles: IssuerProfileStore,
    private readonly maker: KeyMaker,
    private readonly replacements: KeyReplacementStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  rotate(principal: Principal, order: KeyOrder): Promise<Changed> {
    return this.change(principal, order, (tx, tenant, deed) => this.maker.rotate(tx, tenant, order.issuer, order.algorithm, deed));
  }

  announce(principal: Principal, order: KeyOrder): Promise<Changed> {
    return this.change(principal, order, (tx, tenant, deed) => this.maker.announce(tx, tenant, order.issuer, order.algorithm, deed));
  }

  async reportCompromised(principal: Principal, { method, from, reissue, reason }: CompromiseReport): Promise<Changed> {
    const { tenant } = principal;
    if (tenant === null || !maySomewhere(principal, 'ADMINISTER')) return refused(grantMissing('ADMINISTER'));
    if (from.getTime() > this.clock.now()) return refused(refusal('INVALID_VALUE', 'A key is compromised since an instant that has passed.', 'from'));
    if (isTooLong(reason)) return refused(tooLong);
    const did = method.split('#')[0] ?? '';
    return this.database.write({ tenant }, async (tx): Promise<Changed> => {
      const identity = await this.profiles.identityByDid(tx, did);
      if (identity?.tenant !== tenant) return refused(notFound('signing key', 'signingKeyId'));
      const { issuer } = identity;
      if (!may(principal, 'ADMINISTER', { issuer })) return refused(grantMissing('ADMINISTER'));
      await this.store.lockForRotation(tx, issuer);
      const key = await this.find(tx, issuer, (one) => verificationMethodOf(one) === method);
      if (!key) return refused(notFound('signing key', 'signingKeyId'));
      if (stateOf(key) === 'COMPROMISED') return refused(refusal('SIGNING_KEY_STATE_INVALID', 'The key is known to be compromised.', 'signingKeyId'));
      const marks = await this.maker.compromise(tx, key, from, { actor: principal.actor, reason });
      await this.replacements.begin(tx, { tenant, key: key.id, from, reissue, at: new Date(this.clock.now()) });
      return accepted({ key: (await this.find(tx, issuer, ({ id }) => id === key.id)) ?? key, marks });
    });
  }

  /** Keys are public: whoever may ask at all may see them. */
  ofIssuers(issuers: readonly string[]): Promise<SigningKey[]> {
    return this.database.read({ tenant: null }, (tx) => this.store.ofIssuers(tx, issuers));
  }

  identities(issuers: readonly string[]): Promise<IssuerIdentity[]> {
    return this.database.read({ tenant: null }, (tx) => this.profiles.identities(tx, issuers));
  }

  /** By the slug that the issuer signs under, with every key it ever had. */
  async keyOfSlug(slug: string, fragment: (key: SigningKey) => boolean): Promise<SigningKey | undefined> {
    return this.database.read({ tenant: null }, async (tx) => {
      const issuer = await this.profiles.bySlug(tx, slug);
      return issuer && this.find(tx, issuer.issuer, fragment);
    });
  }

  /** What is done about compromised keys of an issuer; null for whom that is not to be known. */
  async replacementsOf(principal: Principal, issuer: string): Promise<KeyReplacement[] | null> {
    const { tenant } = principal;
    if (tenant === null || !(may(principal, 'ADMINISTER', { issuer }) || may(principal, 'AUDIT', { issuer }))) return null;
    return this.database.read({ tenant }, (tx) => this.replacements.ofIssuer(tx, tenant, issuer));
  }

  async setJwtAlgorithm(principal: Principal, issuer: string, algorithm: KeyAlgorithm): Promise<Decision<string>> {
    const { tenant } = principal;
    if (tenant === null || !maySomewhere(principal, 'ADMINISTER')) return refused(grantMissing('ADMINISTER'));
    if (algorithm === 'EdDSA') return refused(refusal('INVALID_VALUE', 'Open Badges takes JWTs signed with ES256 or RS256.', 'algorithm'));
    return this.database.write({ tenant }, async (tx) => {
      const denied = await this.denied(tx, principal, tenant, issuer);
      if (denied) return denied;
      await this.store.setJwtAlgorithm(tx, tenant, issuer, algorithm);
      await note(tx, { tenant, action: 'cairn.issuer-signing.chosen', subject: issuer, subjectKind: 'ISSUER' });
      return accepted(issuer);
    });
  }

  private async change(
    principal: Principal,
    { issuer, reason }: KeyOrder,
    change: (tx: Tx, tenant: string, deed: { actor: string | null; reason: string | null }) => Promise<KeyChange>,
  ): Promise<Changed> {
    const { tenant } = principal;
    if (tenant === null || !maySomewhere(principal, 'ADMINISTER')) return refused(grantMissing('ADMINISTER'));
    if (isTooLong(reason)) return refused(tooLong);
    return this.database.write({ tenant }, async (tx): Promise<Changed> => {
      const denied = await this.denied(tx, principal, tenant, issuer);
      if (denied) return denied;
      const { id, marks } = await change(tx, tenant, { actor: principal.actor, reason });
      const key = await this.find(tx, issuer, (one) => one.id === id);
      if (!key) throw new Error('a key that was just made is not there');
      return accepted({ key, marks });
    });
  }

  private async denied(tx: Tx, principal: Principal, tenant: string, issuer: string) {
    const [identity] = await this.profiles.identities(tx, [issuer]);
    if (identity?.tenant !== tenant) return refused(notFound('issuer', 'issuerId'));
    return may(principal, 'ADMINISTER', { issuer }) ? undefined : refused(grantMissing('ADMINISTER'));
  }

  private async find(tx: Tx, issuer: string, is: (key: SigningKey) => boolean): Promise<SigningKey | undefined> {
    return (await this.store.ofIssuers(tx, [issuer])).find(is);
  }
}

const isTooLong = (reason: string | null): boolean => (reason?.length ?? 0) > reasonMax;

const tooLong = refusal('INVALID_VALUE', `A reason has at most ${reasonMax} characters.`, 'reason');
