import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip as gzipWithCallback } from 'node:zlib';
import { LOG, type Platform, PLATFORM } from '@cairn/service';
import type { Log } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { bundled } from './browser-bundle.js';

const gzip = promisify(gzipWithCallback);

/** The script of the public pages: it checks a credential in the browser of whoever reads them. */
export interface PublicScript {
  readonly address: string;
  /** For `integrity`: the browser runs these bytes and no others. */
  readonly integrity: string;
  readonly name: string;
  readonly code: Buffer;
  /** The same, gzip. */
  readonly packed: Buffer;
}

/** The script, bundled when the first page needs it, and named after its content. */
@Injectable()
export class BrowserScript {
  private made: Promise<PublicScript | undefined> | undefined;

  constructor(
    @Inject(PLATFORM) private readonly platform: Platform,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** Undefined where it could not be made: the pages work without. */
  get(): Promise<PublicScript | undefined> {
    this.made ??= this.make().catch((error: unknown) => {
      this.log.error({ err: error }, 'the script of the public pages could not be made');
      return undefined;
    });
    return this.made;
  }

  private async make(): Promise<PublicScript> {
    const code = await bundled();
    const digest = createHash('sha384').update(code).digest();
    const name = `${digest.toString('hex').slice(0, 16)}.js`;
    return { address: `${this.platform.publicUrl}/verify/${name}`, integrity: `sha384-${digest.toString('base64')}`, name, code, packed: await gzip(code, { level: 9 }) };
  }
}
