import { exportPrivateKey, importPrivateKey, type KeyAlgorithm, newSigningKey, seal, signerOf, unseal } from '@cairn/credentials';
import type { Tx } from '@cairn/postgres';
import { type Platform, PLATFORM } from '@cairn/service';
import { Inject, Injectable } from '@nestjs/common';
import { SealedSecretStore } from '../sealed-secret/sealed-secret.store.js';
import type { KeyStore, OpenKey, PublicHalf } from './key-store.js';

/**
 * Keys in the database, each under a data key of its own, wrapped by the registry's key and bound to tenant and id. Only the
 * signer's role reads them back.
 */
@Injectable()
export class SealedKeys implements KeyStore {
  constructor(
    private readonly secrets: SealedSecretStore,
    @Inject(PLATFORM) private readonly platform: Pick<Platform, 'keySecret'>,
  ) {}

  async make(tx: Tx, tenant: string, id: string, algorithm: KeyAlgorithm): Promise<PublicHalf> {
    const pair = newSigningKey(algorithm);
    const sealed = seal(exportPrivateKey(pair), this.platform.keySecret, { tenantId: tenant, keyId: id });
    await this.secrets.insert(tx, { tenant, id, sealed }, true);
    return { publicKeyMultibase: pair.publicKeyMultibase ?? null, publicKeyJwk: pair.publicKeyJwk ?? null, custody: 'SEALED' };
  }

  async open(tx: Tx, tenant: string, keys: readonly { id: string }[]): Promise<Map<string, OpenKey>> {
    const ids = keys.map(({ id }) => id);
    const rows = await this.secrets.byIds(tx, tenant, ids);
    return new Map(
      rows.map(({ id, sealed }) => {
        const key = importPrivateKey(unseal(sealed, this.platform.keySecret, { tenantId: tenant, keyId: id }));
        return [id, { privateKey: key.privateKey, sign: (bytes: Uint8Array) => signerOf(key, id).sign(bytes) }];
      }),
    );
  }
}
