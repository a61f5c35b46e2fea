import type { Envelope, IssuerProfile } from '@cairn/events';
import type { Outcome } from '@cairn/messaging';
import type { Tx } from '@cairn/postgres';
import { type Platform, PLATFORM } from '@cairn/service';
import { Inject, Injectable } from '@nestjs/common';
import { KeyMaker } from '../signing-key/key-maker.service.js';
import { distinctSlug, identityOf, profileVersion } from './issuer-profile.js';
import { IssuerProfileStore } from './issuer-profile.store.js';

/** Takes issuers over from their events. A new issuer gets its DID and its first signing key in the same transaction. */
@Injectable()
export class IssuerProfileService {
  constructor(
    private readonly profiles: IssuerProfileStore,
    private readonly keys: KeyMaker,
    @Inject(PLATFORM) private readonly platform: Platform,
  ) {}

  async take(tx: Tx, { tenantid: tenant, aggregateversion: version, data }: Envelope<IssuerProfile>): Promise<Outcome> {
    const known = await this.profiles.versionOf(tx, tenant, data.issuer);
    if (version <= known) return 'stale';
    if (version > known + 1) return 'early';
    await this.profiles.add(tx, profileVersion(tenant, version, data));
    if (version === 1) await this.welcome(tx, tenant, data);
    return 'applied';
  }

  private async welcome(tx: Tx, tenant: string, { issuer, slug }: IssuerProfile): Promise<void> {
    const { publicUrl } = this.platform;
    const claimed = await this.profiles.claim(tx, identityOf(publicUrl, tenant, issuer, slug));
    if (!claimed) await this.profiles.claim(tx, identityOf(publicUrl, tenant, issuer, distinctSlug(slug, issuer)));
    await this.keys.makeFirst(tx, tenant, issuer);
  }
}
