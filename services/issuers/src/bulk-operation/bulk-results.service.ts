import { createHash } from 'node:crypto';
import { OpaqueTokens } from '@cairn/access';
import { addressOf, OBJECT_STORE, type ObjectAddress, type ObjectStore, ObjectStoreUnavailable } from '@cairn/files';
import { Database } from '@cairn/postgres';
import { CLOCK, type Platform, PLATFORM } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { type BulkFormat, type BulkOperation, hasPartialData } from './bulk-operation.js';
import { BulkOperationStore } from './bulk-operation.store.js';

const linkMs = 3_600_000;
const partsPerRead = 200;
const purpose = 'bulk-result';

interface Link {
  readonly tenant: string;
  readonly id: string;
  /** Epoch milliseconds. */
  readonly until: number;
}

type Owned = Pick<BulkOperation, 'tenant' | 'id'>;

/** The bytes of results: kept as parts in the object store, told as one file under an address that is good for an hour. */
@Injectable()
export class BulkResults {
  constructor(
    private readonly database: Database,
    private readonly store: BulkOperationStore,
    private readonly tokens: OpaqueTokens,
    @Inject(OBJECT_STORE) private readonly objects: ObjectStore,
    @Inject(PLATFORM) private readonly platform: Platform,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The addresses of an operation, for whoever may read its result. */
  linksOf(operation: BulkOperation): { readonly url: string | null; readonly partialDataUrl: string | null; readonly manifestUrl: string | null } {
    const isWhole = operation.state === 'FINISHED';
    const isPart = hasPartialData(operation);
    if (!isWhole && !isPart) return { url: null, partialDataUrl: null, manifestUrl: null };
    const link: Link = { tenant: operation.tenant, id: operation.id, until: this.clock.now() + linkMs };
    const folder = `${this.platform.publicUrl}/bulk/${this.tokens.seal(purpose, link)}`;
    const file = `${folder}/${fileName(operation.format)}`;
    return { url: isWhole ? file : null, partialDataUrl: isPart ? file : null, manifestUrl: isWhole ? `${folder}/manifest.json` : null };
  }

  /** The operation behind an address that is still good; undefined otherwise. */
  async behind(token: string): Promise<BulkOperation | undefined> {
    const link = this.tokens.open<Link>(purpose, token);
    if (!link || link.until < this.clock.now()) return undefined;
    const found = await this.database.read({ tenant: link.tenant }, (tx) => this.store.byId(tx, link.tenant, link.id));
    return found && (found.state === 'FINISHED' || hasPartialData(found)) ? found : undefined;
  }

  /**
   * What has been kept of a file, in order. Throws ObjectStoreUnavailable when a part that counts is not there.
   *
   * @param after bytes at its beginning that are passed over
   */
  async *bytesOf({ tenant, id }: Owned, after = 0): AsyncGenerator<Buffer> {
    let over = after;
    for (let from = 0; ; from += partsPerRead) {
      const parts = await this.database.read({ tenant }, (tx) => this.store.parts(tx, tenant, id, from, partsPerRead));
      for (const { digest, bytes } of parts) {
        if (over < bytes) yield* this.bytesIn({ space: spaceOf({ tenant, id }), digest }, over);
        over = Math.max(0, over - bytes);
      }
      if (parts.length < partsPerRead) return;
    }
  }

  /** SHA-256 of the whole file; reading it also shows that every part is there. */
  async checksumOf(operation: Owned): Promise<string> {
    const hash = createHash('sha256');
    for await (const bytes of this.bytesOf(operation)) hash.update(bytes);
    return hash.digest('hex');
  }

  digestOf(operation: Owned, bytes: Buffer): string {
    return addressOf(spaceOf(operation), bytes).digest;
  }

  keep(operation: Owned, bytes: Buffer): Promise<void> {
    return this.objects.put(addressOf(spaceOf(operation), bytes), bytes);
  }

  remove(operation: Owned, digest: string): Promise<void> {
    return this.objects.delete({ space: spaceOf(operation), digest });
  }

  private async *bytesIn(address: ObjectAddress, after: number): AsyncGenerator<Buffer> {
    const part = await this.objects.get(address);
    if (!part) throw new ObjectStoreUnavailable('a part of a result is not there');
    let over = after;
    for await (const bytes of part as AsyncIterable<Buffer>) {
      if (over < bytes.length) yield bytes.subarray(over);
      over = Math.max(0, over - bytes.length);
    }
  }
}

export const fileName = (format: BulkFormat): string => `result.${format.toLowerCase()}`;

const spaceOf = ({ tenant, id }: Owned): string => `bulk/${tenant}/${id}`;
