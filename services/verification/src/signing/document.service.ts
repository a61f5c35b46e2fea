import { setTimeout as pause } from 'node:timers/promises';
import { Database } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import type { Credential } from '../credential/credential.js';
import type { CredentialForm } from './credential-form.js';
import { DocumentStore, type StoredDocument } from './document.store.js';
import { SigningService } from './signing.service.js';

/** Times a batch is signed again. Each is lost to one rotation between signing and storing, so this many come to nobody. */
const attemptsMax = 10;
/** How long the issuer and achievement of a new award may be behind the award itself, and how long a reader waits for them. */
const newMs = 30_000;
const waitMs = 1_000;
const pollMs = 50;

/** Hands out documents, signing first what has none. */
@Injectable()
export class DocumentService {
  /** By form and credential. */
  private readonly underWay = new Map<string, Promise<Map<string, StoredDocument>>>();

  constructor(
    private readonly database: Database,
    private readonly store: DocumentStore,
    private readonly signing: SigningService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * The documents of credentials that the caller was allowed to read, in one form (see CredentialForm) and in their order;
   * undefined for those that cannot be signed yet, or not in that form. One read and at most one signing for all credentials of a tenant; readers of the same credential in this
   * process share both.
   */
  async of(credentials: readonly Credential[], form: CredentialForm = 'OB3_LD'): Promise<(StoredDocument | undefined)[]> {
    const asked = new Map<string, Promise<Map<string, StoredDocument>>>();
    for (const tenant of new Set(credentials.map((one) => one.tenant))) {
      const fresh = credentials.filter((one) => one.tenant === tenant && !this.underWay.has(`${form} ${one.id}`));
      if (fresh.length > 0) this.begin(tenant, fresh, form);
    }
    for (const { id } of credentials) asked.set(id, this.underWay.get(`${form} ${id}`) as Promise<Map<string, StoredDocument>>);
    return Promise.all(credentials.map(async ({ id }) => (await asked.get(id))?.get(id)));
  }

  private begin(tenant: string, credentials: readonly Credential[], form: CredentialForm): void {
    const found = this.find(tenant, credentials, form).finally(() => {
      for (const { id } of credentials) this.underWay.delete(`${form} ${id}`);
    });
    for (const { id } of credentials) this.underWay.set(`${form} ${id}`, found);
  }

  private async find(tenant: string, credentials: readonly Credential[], form: CredentialForm): Promise<Map<string, StoredDocument>> {
    const ids = credentials.map(({ id }) => id);
    const until = performance.now() + waitMs;
    let signed = { made: true, unheard: 0 };
    for (let attempt = 0; ; ) {
      const stored = await this.database.read({ tenant }, (tx) => this.store.byCredentials(tx, tenant, ids, form));
      const found = new Map(stored.map((one) => [one.credential, one]));
      const missing = credentials.filter(({ id }) => !found.has(id));
      const early = signed.unheard > 0 && performance.now() < until && missing.some((one) => this.isNew(one));
      if (missing.length === 0 || !(early || (signed.made && attempt < attemptsMax))) return found;
      if (early) await pause(pollMs);
      else attempt += 1;
      signed = await this.signing.sign(tenant, missing, { patient: false, form });
    }
  }

  /** Topics keep no order among one another: an award may be heard of a moment before its achievement. */
  private isNew({ state, updatedAt }: Credential): boolean {
    return state === 'PENDING' && this.clock.now() - updatedAt.getTime() < newMs;
  }
}
