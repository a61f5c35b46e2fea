import { createHash } from 'node:crypto';
import { buildStatusListCredential, emptyBitstring, setBit, signDocument } from '@cairn/credentials';
import { Database } from '@cairn/postgres';
import { CLOCK, type Platform, PLATFORM } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { KeyRing } from '../signing-key/key-ring.service.js';
import { verificationMethodOf } from '../signing-key/signing-key.js';
import { listUrlOf } from './status-place.js';
import { type StatusList, StatusListStore } from './status-list.store.js';

/** A signed list as it is sent. */
export interface ServedList {
  readonly document: string;
  readonly etag: string;
}

interface Kept extends ServedList {
  /** Bits set when it was signed; none is ever cleared, so their number tells whether it is current. */
  readonly bits: number;
  readonly lookedAt: number;
}

/** Changes within this time are published together. With max-age 30 s a revocation is seen everywhere within 60 s. */
const coalesceMs = 3_000;
const ttlMs = 30_000;
const listsMax = 500;

/** Signs status lists when somebody asks for one that has changed. */
@Injectable()
export class ServedLists {
  private readonly kept = new Map<string, Kept>();
  private readonly underWay = new Map<string, Promise<Kept | undefined>>();

  constructor(
    private readonly database: Database,
    private readonly store: StatusListStore,
    private readonly ring: KeyRing,
    @Inject(PLATFORM) private readonly platform: Platform,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The list, signed at most a few seconds ago if it has changed since; undefined when there is no such list. */
  async find(id: string): Promise<ServedList | undefined> {
    const kept = this.kept.get(id);
    if (kept && this.clock.now() - kept.lookedAt < coalesceMs) return kept;
    let looking = this.underWay.get(id);
    if (!looking) {
      looking = this.look(id, kept).finally(() => this.underWay.delete(id));
      this.underWay.set(id, looking);
    }
    return looking;
  }

  private async look(id: string, kept: Kept | undefined): Promise<Kept | undefined> {
    const lookedAt = this.clock.now();
    const list = await this.database.read({ tenant: null }, (tx) => this.store.byId(tx, id));
    if (!list) return undefined;
    const set = await this.database.read({ tenant: list.tenant }, (tx) => this.store.bitsSet(tx, list.tenant, id));
    const served = kept && kept.bits === set.length ? { document: kept.document, etag: kept.etag } : await this.sign(list, set);
    if (!served) return undefined;
    const current = { ...served, bits: set.length, lookedAt };
    if (this.kept.size >= listsMax) this.kept.delete(this.kept.keys().next().value ?? '');
    this.kept.set(id, current);
    return current;
  }

  private async sign({ id, tenant, issuer }: StatusList, set: readonly number[]): Promise<ServedList | undefined> {
    const signer = (await this.ring.active(tenant, [issuer])).get(issuer);
    if (!signer) return undefined;
    const bits = emptyBitstring();
    for (const index of set) setBit(bits, index, true);
    const now = new Date(this.clock.now());
    const unsigned = buildStatusListCredential({
      listUrl: listUrlOf(this.platform.publicUrl, id),
      issuerDid: signer.key.did,
      purpose: 'revocation',
      bits,
      validFrom: now,
      ttlMs,
    });
    const signed = await signDocument(unsigned, { privateKey: signer.privateKey, verificationMethod: verificationMethodOf(signer.key) }, now);
    const document = JSON.stringify(signed);
    return { document, etag: `"${createHash('sha256').update(document).digest('base64url')}"` };
  }
}
