import type { KeyAlgorithm } from '@cairn/credentials';
import type { Tx } from '@cairn/postgres';
import { Inject, Injectable } from '@nestjs/common';
import { VERIFICATION_SETTINGS, type VerificationSettings } from '../config.js';
import type { SigningKey } from '../signing-key/signing-key.js';
import type { OpenKey, PublicHalf } from './key-store.js';
import { SealedKeys } from './sealed-keys.service.js';
import { TokenKeys } from './token-keys.service.js';

/** Where keys are made from now on, and where each of those that there are is found. */
@Injectable()
export class KeyCustody {
  constructor(
    private readonly sealed: SealedKeys,
    private readonly token: TokenKeys,
    @Inject(VERIFICATION_SETTINGS) private readonly settings: Pick<VerificationSettings, 'token'>,
  ) {}

  make(tx: Tx, tenant: string, id: string, algorithm: KeyAlgorithm): Promise<PublicHalf> {
    return (this.settings.token ? this.token : this.sealed).make(tx, tenant, id, algorithm);
  }

  async open(tx: Tx, tenant: string, keys: readonly Pick<SigningKey, 'id' | 'algorithm' | 'custody'>[]): Promise<Map<string, OpenKey>> {
    const of = (custody: SigningKey['custody']) => keys.filter((key) => key.custody === custody);
    const [sealed, token] = [of('SEALED'), of('TOKEN')];
    return new Map([
      ...(sealed.length > 0 ? await this.sealed.open(tx, tenant, sealed) : []),
      ...(token.length > 0 ? await this.token.open(tx, tenant, token) : []),
    ]);
  }
}
