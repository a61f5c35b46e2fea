import { setTimeout as pause } from 'node:timers/promises';
import { accepted, type Decision, refusal, refused } from '@cairn/access';
import { INPUT_BYTES_MAX } from '@cairn/credentials';
import { credentialTypes, Fetcher, imageTypes, type NotFetched } from '@cairn/fetching';
import { Injectable } from '@nestjs/common';
import { receive, type Received } from './received.js';

const waitMs = 1_000;

/** A credential as a caller gives it: as JSON or its text, as a compact form, as base64 of a file, or by its address. */
export interface Given {
  readonly kind: 'document' | 'compact' | 'file' | 'url';
  readonly value: unknown;
}

/** Gets hold of what was given. */
@Injectable()
export class Givens {
  constructor(private readonly fetcher: Fetcher) {}

  async receive({ kind, value }: Given): Promise<Decision<Received>> {
    if (kind === 'url') return this.whole(await this.fetched(String(value), 'url'), 'url');
    if (kind !== 'file') return this.whole(receive(Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)), null, kind), kind);
    const text = String(value).replace(/\s/g, '');
    if (!/^[\w+/-]+={0,2}$/.test(text)) return refused(refusal('DOCUMENT_INVALID', 'This is no base64.', 'file'));
    return this.whole(receive(Buffer.from(text, 'base64'), null, 'file'), 'file');
  }

  /** An older image may hold no more than the address of its badge: what it says is found there. The image is what is kept. */
  private async whole(received: Decision<Received>, field: string): Promise<Decision<Received>> {
    if (!received.ok || received.value.read.format !== 'ADDRESS') return received;
    const hosted = await this.fetched(received.value.read.text.trim(), field);
    return hosted.ok ? accepted({ ...received.value, facts: hosted.value.facts }) : hosted;
  }

  private async fetched(url: string, field: string): Promise<Decision<Received>> {
    const asking = this.fetcher.get(url, { accept: [...credentialTypes, ...imageTypes], bytesMax: INPUT_BYTES_MAX });
    const fetched = await Promise.race([asking, late()]);
    if (fetched.outcome !== 'FETCHED') return refused(refusal(codeOf(fetched), `The address cannot be read: ${fetched.detail}.`, field));
    return receive(Buffer.from(fetched.body), url, field);
  }
}

/** Whoever asked waits no longer: the credential has to be checked, too, before he is answered. */
const late = (): Promise<NotFetched> => pause(waitMs, { outcome: 'NOT_ANSWERING' as const, detail: 'it did not answer in time' }, { ref: false });

function codeOf({ outcome }: NotFetched): string {
  if (outcome === 'ADDRESS_NOT_ALLOWED') return 'ADDRESS_NOT_ALLOWED';
  return outcome === 'TOO_LARGE' ? 'DOCUMENT_TOO_LARGE' : 'ADDRESS_NOT_ANSWERING';
}
