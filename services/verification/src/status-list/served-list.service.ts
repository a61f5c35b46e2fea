import { createHash } from 'node:crypto';
import { buildStatusListCredential, emptyBitstring, setBit, signDocument, type StatusPurpose } from '@cairn/credentials';
import { Database } from '@cairn/postgres';
import { CLOCK, type Platform, PLATFORM } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { KeyRing } from '../signing-key/key-ring.service.js';
import { listUrlOf, suspensionUrlOf } from './status-place.js';
import { type StatusList, StatusListStore } from './status-list.store.js';

/** A signed list as it is sent. */
export interface ServedList {
  readonly document: string;
  readonly etag: string;
}

interface Kept extends ServedList {
  /** The indices whose bits were set when it was signed, in order. */
  readonly bits: string;
  readonly lookedAt: number;
}

/** Changes within this time are published together. With max-age 30 s a revocation is seen everywhere within 32 s. */
const coalesceMs = 1_000;
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

  /** The list for one purpose, signed at most a second ago if it has changed since; undefined when there is no such list. */
  async find(id: string, purpose: StatusPurpose = 'revocation'): Promise<ServedList | undefined> {
    const name = `${purpose} ${id}`;
    const kept = this.kept.get(name);
    if (kept && this.clock.now() - kept.lookedAt < coalesceMs) return kept;
    let looking = this.underWay.get(name);
    if (!looking) {
      looking = this.look(id, purpose, kept).finally(() => this.underWay.delete(name));
      this.underWay.set(name, looking);
    }
    return looking;
  }

  private async look(id: string, purpose: StatusPurpose, kept: Kept | undefined): Promise<Kept | undefined> {
    const lookedAt = this.clock.now();
    const list = await this.database.read({ tenant: null }, (tx) => this.store.byId(tx, id));
    if (!list) return undefined;
    const set = await this.database.read({ tenant: list.tenant }, (tx) =>
      purpose === 'revocation' ? this.store.bitsSet(tx, list.tenant, id) : this.store.suspended(tx, list.tenant, id),
    );
    const bits = set.sort((a, b) => a - b).join();
    const served = kept && kept.bits === bits ? { document: kept.document, etag: kept.etag } : await this.sign(list, purpose, set);
    if (!served) return undefined;
    const current = { ...served, bits, lookedAt };
    if (this.kept.size >= listsMax) this.kept.delete(this.kept.keys().next().value ?? '');
    this.kept.set(`${purpose} ${id}`, current);
    return current;
  }

  private async sign({ id, tenant, issuer }: StatusList, purpose: StatusPurpose, set: readonly number[]): Promise<ServedList | undefined> {
    const active = (await this.ring.active(tenant, [issuer])).get(issuer);
    if (!active) return undefined;
    const bits = emptyBitstring();
    for (const index of set) setBit(bits, index, true);
    const listUrl = listUrlOf(this.platform.publicUrl, id);
    const now = new Date(this.clock.now());
    const unsigned = buildStatusListCredential({
      listUrl: purpose === 'revocation' ? listUrl : suspensionUrlOf(listUrl),
      issuerDid: active.key.did,
      purpose,
      bits,
      validFrom: now,
      ttlMs,
    });
    const signed = await signDocument(unsigned, active.signer, now);
    const document = JSON.stringify(signed);
    return { document, etag: `"${createHash('sha256').update(document).digest('base64url')}"` };
  }
}
