import { appendEvents } from '@cairn/messaging';
import { Database } from '@cairn/postgres';
import { CLOCK, LOG, type Platform, PLATFORM } from '@cairn/service';
import type { Clock, Log } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import type { Credential } from '../credential/credential.js';
import { CredentialStore } from '../credential/credential.store.js';
import { credentialSignedEvent } from '../events/publishes.js';
import { verificationMethodOf } from '../signing-key/signing-key.js';
import { SigningKeyStore } from '../signing-key/signing-key.store.js';
import { KeyRing } from '../signing-key/key-ring.service.js';
import { detailsOf } from './credential-body.js';
import { DocumentStore, type NewDocument } from './document.store.js';
import { IssuingThread } from './issuing-thread.js';

type Unsigned = Pick<Credential, 'id' | 'tenant' | 'issuer'>;

interface Made {
  readonly documents: (NewDocument & { readonly issuer: string })[];
  readonly faults: { readonly id: string; readonly fault: string }[];
}

/** Makes and stores the documents of credentials, each exactly once: whoever stores first wins, the others are thrown away. */
@Injectable()
export class SigningService {
  constructor(
    private readonly database: Database,
    private readonly credentials: CredentialStore,
    private readonly documents: DocumentStore,
    private readonly keys: SigningKeyStore,
    private readonly ring: KeyRing,
    private readonly thread: IssuingThread,
    @Inject(PLATFORM) private readonly platform: Platform,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /**
   * Signs what has no document yet, under the tenant's own row security. What cannot be signed now (its issuer or
   * achievement was not heard of) stays PENDING; what never can keeps its fault.
   *
   * @param options.patient behind everything that somebody waits for
   * @returns `made`: whether documents were made; if they are not there afterwards, their key was retired meanwhile.
   *   `unheard`: how many wait for their issuer or achievement
   */
  async sign(tenant: string, credentials: readonly Unsigned[], options: { patient: boolean }): Promise<{ made: boolean; unheard: number }> {
    const made = await this.make(tenant, credentials, options);
    if (made.faults.length > 0) await this.note(tenant, made.faults);
    if (made.documents.length > 0) await this.store(tenant, made.documents);
    return { made: made.documents.length > 0, unheard: credentials.length - made.documents.length - made.faults.length };
  }

  private async make(tenant: string, credentials: readonly Unsigned[], options: { patient: boolean }): Promise<Made> {
    const ids = credentials.map(({ id }) => id);
    const materials = await this.database.read({ tenant }, (tx) => this.documents.material(tx, tenant, ids));
    const ring = await this.ring.active(tenant, [...new Set(materials.map(({ issuer }) => issuer))]);
    const ready = materials.flatMap((material) => {
      const signer = ring.get(material.issuer);
      return signer ? [{ material, signer }] : [];
    });
    const created = new Date(this.clock.now());
    const jobs = ready.map(({ material, signer }) => ({
      details: detailsOf(this.platform.publicUrl, material),
      verificationMethod: verificationMethodOf(signer.key),
      privateKey: signer.privateKey,
      created,
    }));
    const issued = await this.thread.issue(jobs, options);
    const made: Made = { documents: [], faults: [] };
    ready.forEach(({ material, signer }, position) => {
      const result = issued[position];
      if (result?.ok) {
        const { document, digest } = result;
        made.documents.push({ credential: material.id, issuer: material.issuer, key: signer.key.id, document, digest, signedAt: created });
      } else if (result) made.faults.push({ id: material.id, fault: result.fault });
    });
    return made;
  }

  private async store(tenant: string, made: Made['documents']): Promise<void> {
    await this.database.write({ tenant }, async (tx) => {
      await this.keys.lockForSigning(tx, made.map(({ issuer }) => issuer));
      const stored = await this.documents.insertFirst(tx, tenant, made);
      if (stored.size === 0) return;
      const at = new Date(this.clock.now());
      const marks = await this.credentials.signed(tx, tenant, [...stored], at);
      const digests = new Map(made.map(({ credential, digest }) => [credential, digest]));
      await appendEvents(
        tx,
        marks.map((mark) => credentialSignedEvent(tenant, mark, digests.get(mark.id) ?? '', at)),
      );
    });
  }

  private async note(tenant: string, faults: Made['faults']): Promise<void> {
    this.log.error({ credentials: faults.map(({ id }) => id), fault: faults[0]?.fault }, 'documents cannot be signed');
    await this.database.write({ tenant }, (tx) => this.credentials.faulty(tx, tenant, faults));
  }
}
