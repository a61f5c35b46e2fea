import type { StatusObservation } from '@cairn/credentials';
import { isUuid, type Tx } from '@cairn/postgres';
import { type Platform, PLATFORM } from '@cairn/service';
import { Inject, Injectable } from '@nestjs/common';
import { listUrlOf } from '../status-list/status-place.js';
import { FurtherDocumentStore } from './further-document.store.js';

/** What this registry's own rows say of a further document: its status, and how old it is proven to be. */
export interface FurtherEvidence {
  readonly status: readonly StatusObservation[];
  readonly existedBefore: Date | undefined;
}

/** What verifying asks of endorsements, learner records and copies for wallets. They are found by their place in a status list. */
@Injectable()
export class FurtherEvidenceService {
  constructor(
    private readonly store: FurtherDocumentStore,
    @Inject(PLATFORM) private readonly platform: Pick<Platform, 'publicUrl'>,
  ) {}

  /**
   * @param tenant that of the issuer whom the document names
   * @param claims places and proof values as the document states them; nothing of it is believed
   * @param observedAt up to when everything was heard
   */
  async gather(
    tx: Tx,
    tenant: string,
    claims: { readonly places: readonly { readonly listUrl: string; readonly index: number }[]; readonly proofValues: readonly string[] },
    observedAt: Date,
  ): Promise<FurtherEvidence | undefined> {
    const start = listUrlOf(this.platform.publicUrl, '');
    for (const { listUrl, index } of claims.places) {
      const list = listUrl.startsWith(start) ? listUrl.slice(start.length) : '';
      const found = isUuid(list) ? await this.store.atPlace(tx, tenant, list, index) : undefined;
      if (!found) continue;
      const { revokedAt } = found;
      const changes = revokedAt ? [{ value: true, at: revokedAt, recordedAt: revokedAt }] : [];
      const read = { source: 'STATUS_LIST' as const, listUrl, index, outcome: 'READ' as const, purpose: 'revocation' as const, value: revokedAt !== null, changes, observedAt };
      return { status: [read], existedBefore: claims.proofValues.includes(found.proofValue) ? found.signedAt : undefined };
    }
    return undefined;
  }
}
