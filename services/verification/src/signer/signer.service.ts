import { holdPeople } from '@cairn/people';
import { CLOCK, type Platform, PLATFORM } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { type ActiveKey, KeyRing } from '../signing-key/key-ring.service.js';
import { SigningKeyStore } from '../signing-key/signing-key.store.js';
import type { SigningMaterial } from '../signing/credential-body.js';
import { algorithmOf, type CredentialForm } from '../signing/credential-form.js';
import { DocumentStore, type NewDocument } from '../signing/document.store.js';
import { DocumentWriter } from './document-writer.service.js';
import { LeasedPlaces } from './leased-places.service.js';
import { SignerDatabase } from './signer-database.js';
import { faultOf, placeOf, type SigningFault } from './signing-order.js';

/** What came of an order to sign. */
export interface Signed {
  /** Credentials that have their document now, or had it before. */
  readonly present: ReadonlySet<string>;
  /** Documents that were made and are not there: their key was retired before they were stored. */
  readonly lost: number;
  readonly faults: readonly SigningFault[];
}

/**
 * The signer, a trust zone of its own: it is given ids of intents and a form, and nothing of what is to be said. It reads the
 * intents under its own role, holds each against its digest, rebuilds and checks the document, signs it and stores it, each
 * exactly once: whoever stores first wins, what others made is thrown away.
 */
@Injectable()
export class SignerService {
  constructor(
    private readonly database: SignerDatabase,
    private readonly documents: DocumentStore,
    private readonly keys: SigningKeyStore,
    private readonly ring: KeyRing,
    private readonly places: LeasedPlaces,
    private readonly writer: DocumentWriter,
    @Inject(PLATFORM) private readonly platform: Platform,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Of those that are neither present nor lost nor faulty afterwards, issuer or achievement were not heard of.
   *
   * @param options.patient behind everything that somebody waits for
   */
  async sign(tenant: string, ids: readonly string[], form: CredentialForm, options: { patient: boolean }): Promise<Signed> {
    const { present, ready, faults } = await this.read(tenant, ids, form);
    const created = new Date(this.clock.now());
    const written = await this.writer.write(ready, form, { created, publicUrl: this.platform.publicUrl, ...options });
    const made: (NewDocument & { issuer: string })[] = [];
    ready.forEach(({ material, active }, position) => {
      const result = written[position];
      if (!result) return;
      if (!result.ok) return void faults.push({ id: material.id, fault: result.fault });
      const { document, digest } = result;
      made.push({ credential: material.id, issuer: material.issuer, key: active.key.id, document, digest, signedAt: created });
    });
    const stored = await this.store(tenant, form, made, options);
    for (const id of stored) present.add(id);
    return { present, lost: made.length - stored.size, faults };
  }

  private read(tenant: string, ids: readonly string[], form: CredentialForm) {
    return this.database.read(tenant, async (tx) => {
      const present = await this.documents.present(tx, tenant, ids, form);
      const materials = await this.documents.material(tx, tenant, ids.filter((id) => !present.has(id)));
      const faults: SigningFault[] = [];
      const ready: { material: SigningMaterial; active: ActiveKey }[] = [];
      if (materials.length === 0) return { present, ready, faults };
      const issuers = [...new Set(materials.map(({ issuer }) => issuer))];
      const jwt = form === 'OB3_LD' ? new Map<string, never>() : await this.keys.jwtAlgorithms(tx, issuers);
      const ring = await this.ring.activeIn(tx, tenant, issuers, (issuer) => algorithmOf(form, jwt.get(issuer)));
      const asked = materials.map((material) => ({ material, place: placeOf(material) }));
      const strange = await this.places.strange(tx, tenant, asked.map(({ place }) => place));
      for (const { material, place } of asked) {
        const fault = faultOf(material, strange.has(place));
        const active = ring.get(material.issuer);
        if (fault !== null) faults.push({ id: material.id, fault });
        else if (active) ready.push({ material, active });
      }
      return { present, ready, faults };
    });
  }

  /** Those that are stored now; what somebody else stored first counts as well as what is ours. */
  private async store(tenant: string, form: CredentialForm, made: readonly (NewDocument & { issuer: string })[], options: { patient: boolean }): Promise<Set<string>> {
    if (made.length === 0) return new Set();
    return this.database.write(tenant, async (tx) => {
      await this.keys.lockForSigning(tx, made.map(({ issuer }) => issuer));
      await holdPeople(tx, tenant);
      const stored = await this.documents.insertFirst(tx, tenant, form, made);
      const others = made.map(({ credential }) => credential).filter((id) => !stored.has(id));
      return others.length === 0 ? stored : new Set([...stored, ...(await this.documents.present(tx, tenant, others, form))]);
    }, options);
  }
}
