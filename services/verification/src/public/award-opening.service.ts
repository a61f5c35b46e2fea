import { readTenantSecret } from '@cairn/access';
import { Database } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import type { Credential } from '../credential/credential.js';
import { CredentialService } from '../credential/credential.service.js';
import { type ShareCopy, ShareCopyStore } from '../share/share-copy.store.js';
import { awardInName } from '../verification/document-address.js';

/** An award that whoever asks may see: everybody, or whoever has a link. */
export interface OpenedAward {
  readonly credential: Credential;
  /** The link by which it was opened, with its secret; null for a public award that was asked for without one. */
  readonly share: (ShareCopy & { readonly secret: string }) | null;
  /** Whether it is public: if not, it is not to be found by search engines, and not to be kept. */
  readonly isPublic: boolean;
}

/** Decides what anybody may see of awards: of all others it says the same as of what does not exist. */
@Injectable()
export class AwardOpening {
  constructor(
    private readonly database: Database,
    private readonly credentials: CredentialService,
    private readonly shares: ShareCopyStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * @param secret of a link; one that opens nothing is as none
   * @returns `erased` where there was one, about a person who was erased since
   */
  async open(name: string, secret: string | undefined): Promise<OpenedAward | 'erased' | undefined> {
    const award = awardInName(name);
    if (award === undefined) return undefined;
    const [open] = await this.credentials.byAwards({ tenant: null }, [award]);
    const shared = secret === undefined ? undefined : await this.shared(award, secret);
    const credential = open ?? shared?.credential;
    if (!credential) return undefined;
    if (credential.state === 'SUBJECT_ERASED') return 'erased';
    return { credential, share: shared?.share ?? null, isPublic: open !== undefined };
  }

  private async shared(award: string, secret: string) {
    const read = readTenantSecret(secret);
    if (!read) return undefined;
    const { tenant, hash } = read;
    const share = await this.database.read({ tenant }, (tx) => this.shares.bySecret(tx, tenant, hash, new Date(this.clock.now())));
    if (share?.award !== award) return undefined;
    const [credential] = await this.credentials.byAwards({ tenant }, [award]);
    return credential && { credential, share: { ...share, secret } };
  }
}
