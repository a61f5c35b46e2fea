import { randomBytes } from 'node:crypto';
import { accepted, type Decision, notFound, type Principal, refusal, refused } from '@cairn/access';
import { readHolderProof } from '@cairn/credentials';
import { Database } from '@cairn/postgres';
import { CLOCK, type Platform, PLATFORM } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { Attempts } from '../sign-in/attempt/attempts.service.js';
import { hashOf } from '../sign-in/sealing.js';
import { answerLimits, challengeLifeMs, challengeLocked, isKeyDid, keysMax, type ProvenKey, signInFirst, tooManyKeys } from './proven-key.js';
import { ProvenKeyStore } from './proven-key.store.js';

export interface KeyChallenge {
  readonly nonce: string;
  readonly audience: string;
  readonly expiresAt: Date;
}

/** Persons prove that they hold keys, by signing what they are challenged with. */
@Injectable()
export class ProvenKeys {
  constructor(
    private readonly database: Database,
    private readonly store: ProvenKeyStore,
    private readonly attempts: Attempts,
    @Inject(PLATFORM) private readonly platform: Platform,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async challenge({ account }: Principal, did: string): Promise<Decision<KeyChallenge>> {
    if (account === null) return refused(signInFirst);
    if (!isKeyDid(did)) return refused(refusal('INVALID_VALUE', 'A key is named by a did:key or a did:jwk.', 'did'));
    const nonce = randomBytes(24).toString('base64url');
    const expiresAt = new Date(this.clock.now() + challengeLifeMs);
    await this.database.work((tx) => this.store.challenge(tx, account, did, hashOf(nonce), expiresAt));
    return accepted({ nonce, audience: this.platform.publicUrl, expiresAt });
  }

  async prove({ account }: Principal, proof: string): Promise<Decision<ProvenKey>> {
    if (account === null) return refused(signInFirst);
    // Counted before it is looked at, so that many at once are no more tries than one after another.
    const limits = answerLimits(account);
    if (!(await this.attempts.allows(limits))) return refused(challengeLocked);
    const now = new Date(this.clock.now());
    const read = await readHolderProof(proof, this.platform.publicUrl, now);
    if (!read.ok) return refused(refusal('INVALID_VALUE', read.fault, 'proof'));
    const { holder: did, nonce } = read.proof;
    const proven = await this.database.work(async (tx): Promise<Decision<ProvenKey>> => {
      if (nonce === null || !(await this.store.take(tx, account, did, hashOf(nonce), now))) return refused(notChallenged);
      const keys = await this.store.of(tx, account);
      const known = keys.find((one) => one.did === did);
      if (!known && keys.length >= keysMax) return refused(tooManyKeys);
      const key = known ?? { did, provenAt: now };
      await this.store.add(tx, account, key);
      return accepted(key);
    });
    if (proven.ok) await this.attempts.takeBack(limits);
    return proven;
  }

  async release({ account }: Principal, did: string): Promise<Decision<string>> {
    if (account === null) return refused(signInFirst);
    const released = await this.database.work((tx) => this.store.release(tx, account, did));
    return released ? accepted(did) : refused(notFound('proven key', 'did'));
  }

  of(account: string): Promise<ProvenKey[]> {
    return this.database.work((tx) => this.store.of(tx, account));
  }
}

const notChallenged = refusal('INVALID_VALUE', 'The proof answers no open challenge of this account. Ask for a new one with `challengeKey`.', 'proof');
