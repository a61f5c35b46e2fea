import type { IssuerProfile, JsonObject, StatusReference } from '@cairn/credentials';
import { Database, newId, type Tx } from '@cairn/postgres';
import { CLOCK, type Platform, PLATFORM } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { SigningKeyStore } from '../signing-key/signing-key.store.js';
import { IndexLeases } from '../status-list/index-lease.service.js';
import { listUrlOf, type StatusPlace } from '../status-list/status-place.js';
import { DocumentSigner, type Writing } from './document-signer.js';
import type { FurtherDocument, FurtherKind } from './further-document.js';
import { FurtherDocumentStore } from './further-document.store.js';
import type { SigningIssuer } from './signing-issuer.store.js';

/** What the builder of a document is told: everything that only signing knows. */
export interface Frame {
  readonly id: string;
  readonly issuer: IssuerProfile;
  readonly status: StatusReference;
  readonly validFrom: Date;
}

export interface ToSign {
  readonly kind: FurtherKind;
  readonly issuer: SigningIssuer;
  readonly id?: string;
  readonly award?: string;
  readonly subject?: string;
  /** Left out: JSON-LD. */
  readonly writing?: Writing;
  /** Builds and lints; throws when the document is faulty, which is a fault of ours. */
  readonly build: (frame: Frame) => JsonObject;
}

/** Rotations of a key that may come between signing and storing before somebody gives up. */
const attemptsMax = 5;

/** Makes further documents: each with a place in a status list of its own, signed by its issuer's key, stored once. */
@Injectable()
export class FurtherDocuments {
  constructor(
    private readonly database: Database,
    private readonly store: FurtherDocumentStore,
    private readonly keys: SigningKeyStore,
    private readonly leases: IndexLeases,
    private readonly signer: DocumentSigner,
    @Inject(PLATFORM) private readonly platform: Platform,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Signs, then stores the document in the transaction of whatever goes with it. When the key was retired in between, it signs
   * again with the new one; `write` is then run again in a transaction of its own.
   *
   * @param write judges once more under its locks and calls `store` if all is well
   * @returns what `write` answered; undefined when the issuer has no key
   */
  async make<T>(wanted: ToSign, write: (tx: Tx, store: () => Promise<FurtherDocument>) => Promise<T>): Promise<T | undefined> {
    const { tenant, issuer } = wanted.issuer;
    for (let attempt = 1; ; attempt += 1) {
      const document = await this.sign(wanted);
      if (!document) return undefined;
      try {
        return await this.database.write({ tenant }, (tx) =>
          write(tx, async () => {
            await this.keys.lockForSigning(tx, [issuer]);
            if (!(await this.store.insert(tx, document))) throw new KeyRetiredMeanwhile();
            return document;
          }),
        );
      } catch (error) {
        if (!(error instanceof KeyRetiredMeanwhile) || attempt >= attemptsMax) throw error;
      }
    }
  }

  private async sign({ kind, issuer, award, subject, writing, build, id = newId() }: ToSign): Promise<FurtherDocument | undefined> {
    const { tenant } = issuer;
    const [place] = await this.leases.take(tenant, issuer.issuer, 1);
    if (!place) throw new Error('there was no place in a status list');
    const at = new Date(this.clock.now());
    const unsigned = build({ id, issuer: profileOf(issuer), status: this.statusOf(place), validFrom: at });
    const signed = await this.signer.signFor(tenant, issuer.issuer, unsigned, at, writing);
    if (!signed) return undefined;
    const { text, digest, proofValue, key } = signed;
    return { id, tenant, kind, issuer: issuer.issuer, award: award ?? null, subject: subject ?? null, place, key, document: text, digest, proofValue, signedAt: at };
  }

  private statusOf(place: StatusPlace): StatusReference {
    return { listUrl: listUrlOf(this.platform.publicUrl, place.list), index: place.index, purpose: 'revocation' };
  }
}

class KeyRetiredMeanwhile extends Error {}

const profileOf = ({ did, name, url, imageUrl }: SigningIssuer): IssuerProfile => ({ did, name, url, imageUrl: imageUrl ?? undefined });
