import { createHmac, hkdfSync } from 'node:crypto';
import { type Platform, PLATFORM } from '@cairn/service';
import { Inject, Injectable } from '@nestjs/common';

/** By what the same file is found again in the submissions of one tenant, and in no other: an HMAC of its bytes as they came. */
@Injectable()
export class EvidenceTwins {
  private readonly secret: Buffer;

  constructor(@Inject(PLATFORM) { keySecret }: Pick<Platform, 'keySecret'>) {
    this.secret = Buffer.from(hkdfSync('sha256', keySecret, '', 'cairn evidence twins', 32));
  }

  /** 32 bytes. */
  of(tenant: string, bytes: Buffer): Buffer {
    const key = createHmac('sha256', this.secret).update(tenant).digest();
    return createHmac('sha256', key).update(bytes).digest();
  }
}
