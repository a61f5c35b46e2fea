import { type DidDocument, didDocumentOf } from '@cairn/credentials';
import { Database } from '@cairn/postgres';
import { type Platform, PLATFORM } from '@cairn/service';
import { Inject, Injectable } from '@nestjs/common';
import { IssuerProfileStore } from '../issuer-profile/issuer-profile.store.js';
import { enteredAt, issuerKeyOf, stateOf, verificationMethodOf } from '../signing-key/signing-key.js';
import { SigningKeyStore } from '../signing-key/signing-key.store.js';
import type { ShownIssuer } from './issuer-page.js';

@Injectable()
export class PublicIssuerService {
  constructor(
    private readonly database: Database,
    private readonly profiles: IssuerProfileStore,
    private readonly keys: SigningKeyStore,
    @Inject(PLATFORM) private readonly platform: Platform,
  ) {}

  async didDocument(slug: string): Promise<DidDocument | undefined> {
    const found = await this.find(slug);
    return found && didDocumentOf(found.did, found.keys.map(issuerKeyOf));
  }

  async shown(slug: string): Promise<ShownIssuer | undefined> {
    const found = await this.find(slug);
    return (
      found && {
        name: found.name,
        url: found.url,
        did: found.did,
        didDocumentUrl: `${this.platform.publicUrl}/i/${slug}/did.json`,
        domainState: found.domainState,
        keys: found.keys.map((key) => ({ id: verificationMethodOf(key), state: stateOf(key), since: enteredAt(key, stateOf(key)) })),
      }
    );
  }

  private find(slug: string) {
    if (!/^[a-z0-9-]{2,63}$/.test(slug)) return undefined;
    return this.database.read({ tenant: null }, async (tx) => {
      const issuer = await this.profiles.bySlug(tx, slug);
      return issuer && { ...issuer, keys: await this.keys.ofIssuers(tx, [issuer.issuer]) };
    });
  }
}
