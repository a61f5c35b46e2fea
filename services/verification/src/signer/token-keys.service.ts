import { type KeyAlgorithm, multikeyOfJwk } from '@cairn/credentials';
import type { Tx } from '@cairn/postgres';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { VERIFICATION_SETTINGS, type VerificationSettings } from '../config.js';
import type { KeyStore, OpenKey, PublicHalf } from './key-store.js';
import { Pkcs11Token } from './pkcs11-token.js';

/**
 * Keys in a PKCS#11 token, which signs and gives none away. A pair whose transaction is rolled back stays in the token
 * unused. The token is opened with the first key.
 */
@Injectable()
export class TokenKeys implements KeyStore, OnApplicationShutdown {
  private token: Promise<Pkcs11Token> | undefined;

  constructor(@Inject(VERIFICATION_SETTINGS) private readonly settings: Pick<VerificationSettings, 'token'>) {}

  async make(_tx: Tx, _tenant: string, id: string, algorithm: KeyAlgorithm): Promise<PublicHalf> {
    const jwk = await (await this.opened()).make(id, algorithm);
    const multibase = algorithm === 'EdDSA' ? multikeyOfJwk(jwk) : undefined;
    return { custody: 'TOKEN', publicKeyMultibase: multibase ?? null, publicKeyJwk: multibase === undefined ? jwk : null };
  }

  async open(_tx: Tx, _tenant: string, keys: readonly { id: string; algorithm: KeyAlgorithm }[]): Promise<Map<string, OpenKey>> {
    const token = await this.opened();
    return new Map(
      keys.flatMap(({ id, algorithm }) => {
        const key = token.find(id);
        return key === undefined ? [] : [[id, { privateKey: null, sign: async (bytes: Uint8Array) => token.sign(key, algorithm, bytes) }] as const];
      }),
    );
  }

  async onApplicationShutdown(): Promise<void> {
    (await this.token?.catch(() => undefined))?.close();
  }

  private opened(): Promise<Pkcs11Token> {
    const { token } = this.settings;
    if (!token) throw new Error('a signing key is in a PKCS#11 token, and CAIRN_PKCS11_LIBRARY is not set');
    this.token ??= Pkcs11Token.open(token);
    return this.token;
  }
}
