import { type Platform, PLATFORM } from '@cairn/service';
import { publicId } from '@cairn/subgraph';
import { Inject, Injectable } from '@nestjs/common';
import type { Described } from '../clarity/described.js';
import type { Addresses } from './ctdl.js';
import { renderings } from './rendering.js';

type Form = keyof typeof renderings;

/** Prints kept: making one takes longer than anything else here, and a published text never changes. */
const kept = 50;

@Injectable()
export class DocumentService {
  private readonly prints = new Map<string, Promise<string | Buffer>>();

  constructor(@Inject(PLATFORM) private readonly platform: Platform) {}

  addressesOf({ version, issuer }: Described): Addresses {
    const { publicUrl } = this.platform;
    return { definition: `${publicUrl}/a/${publicId('AchievementVersion', version.id)}`, issuer: `${publicUrl}/i/${issuer?.slug ?? ''}` };
  }

  async render(form: Form, described: Described, languages: readonly string[]): Promise<string | Buffer> {
    const rendering = renderings[form];
    const make = async () => rendering.render(described, { languages, addresses: this.addressesOf(described) });
    return form === 'PRINT' ? this.print(described, languages, make) : make();
  }

  private print({ version, issuer }: Described, languages: readonly string[], make: () => Promise<string | Buffer>): Promise<string | Buffer> {
    const key = JSON.stringify([version.id, version.version, issuer?.version, languages]);
    const known = this.prints.get(key);
    if (known) return known;
    const made = make();
    this.prints.set(key, made);
    made.catch(() => this.prints.delete(key));
    const [oldest] = this.prints.keys();
    if (this.prints.size > kept && oldest !== undefined) this.prints.delete(oldest);
    return made;
  }
}

export type { Form };
