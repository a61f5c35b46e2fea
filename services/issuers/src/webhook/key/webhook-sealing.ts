import { hkdfSync } from 'node:crypto';
import { seal, unseal } from '@cairn/credentials';
import { type Platform, PLATFORM } from '@cairn/service';
import { Inject, Injectable } from '@nestjs/common';

/** Seals what is secret or personal about webhooks, for the row that it lies in. */
@Injectable()
export class WebhookSealing {
  private readonly key: Buffer;

  constructor(@Inject(PLATFORM) { keySecret }: Platform) {
    this.key = Buffer.from(hkdfSync('sha256', keySecret, Buffer.alloc(0), 'cairn webhooks: sealing', 32));
  }

  seal(tenant: string, place: string, content: Buffer): Buffer {
    return seal(content, this.key, { tenantId: tenant, keyId: place });
  }

  /** Throws SealBroken when it was sealed elsewhere or damaged. */
  unseal(tenant: string, place: string, sealed: Buffer): Buffer {
    return unseal(sealed, this.key, { tenantId: tenant, keyId: place });
  }
}
