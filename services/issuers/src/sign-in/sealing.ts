import { createHmac, hash, hkdfSync } from 'node:crypto';
import { seal, unseal } from '@cairn/credentials';
import { type Platform, PLATFORM } from '@cairn/service';
import { Inject, Injectable } from '@nestjs/common';

/** Seals what is personal or secret about signing in, and makes the keyed hashes by which it is found. */
@Injectable()
export class Sealing {
  private readonly sealingKey: Buffer;
  private readonly hashingKey: Buffer;

  constructor(@Inject(PLATFORM) { keySecret }: Platform) {
    this.sealingKey = derived(keySecret, 'cairn sign-in: sealing');
    this.hashingKey = derived(keySecret, 'cairn sign-in: hashing');
  }

  /** @param place table and id: what is sealed for one row opens in no other */
  seal(place: string, content: unknown): Buffer {
    return seal(Buffer.from(JSON.stringify(content)), this.sealingKey, { tenantId: 'sign-in', keyId: place });
  }

  /** Throws SealBroken when it was sealed elsewhere or damaged. */
  unseal<T>(place: string, sealed: Buffer): T {
    return JSON.parse(unseal(sealed, this.sealingKey, { tenantId: 'sign-in', keyId: place }).toString()) as T;
  }

  /** For what could be guessed: addresses, names. */
  keyedHash(kind: string, text: string): string {
    return createHmac('sha256', this.hashingKey).update(`${kind}\n${text}`).digest('base64url');
  }

  /** Bytes for another part of signing in, for instance to sign cookies. */
  derivedKey(purpose: string): Buffer {
    return derived(this.hashingKey, purpose);
  }
}

const derived = (secret: Buffer, purpose: string): Buffer => Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), purpose, 32));

/** For random secrets of 128 bits and more, which nobody guesses. */
export const hashOf = (secret: string): string => hash('sha256', secret, 'base64url');
