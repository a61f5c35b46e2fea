import { Database } from '@cairn/postgres';
import { type Platform, PLATFORM } from '@cairn/service';
import { publicId, uuidOf } from '@cairn/subgraph';
import { Inject, Injectable } from '@nestjs/common';
import type { FormerAddress } from './former-address.js';
import { type FormerAnswer, formerAnswer } from './former-answer.js';
import { FormerDocumentStore } from './former-document.store.js';

/** Answers for addresses of before, in the tenant that they were told by: whoever had a host decides whom it points to. */
@Injectable()
export class FormerAddresses {
  constructor(
    private readonly database: Database,
    private readonly store: FormerDocumentStore,
    @Inject(PLATFORM) private readonly platform: Platform,
  ) {}

  /** Undefined for what was never there; `page` is where the award is shown now. */
  async answer(tenantId: string, address: FormerAddress): Promise<{ readonly answer: FormerAnswer; readonly page: string | null } | undefined> {
    const tenant = uuidOf('Tenant', tenantId);
    if (tenant === undefined) return undefined;
    const found = await this.database.read({ tenant }, (tx) => this.store.find(tx, tenant, address));
    if (!found) return undefined;
    const page = found.kind === 'ASSERTION' && found.subject !== null ? `${this.platform.publicUrl}/c/${publicId('Award', found.subject)}` : null;
    return { answer: formerAnswer(found), page };
  }
}
