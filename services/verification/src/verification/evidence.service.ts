import type { JsonObject, StatusObservation, VerificationEvidence } from '@cairn/credentials';
import { Database, type Tx } from '@cairn/postgres';
import { CLOCK, type Platform, PLATFORM } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import type { Credential } from '../credential/credential.js';
import { CredentialStore } from '../credential/credential.store.js';
import { IssuerProfileStore } from '../issuer-profile/issuer-profile.store.js';
import { DocumentStore } from '../signing/document.store.js';
import { DocumentTraceStore } from '../signing/document-trace.store.js';
import { issuerKeyOf } from '../signing-key/signing-key.js';
import { SigningKeyStore } from '../signing-key/signing-key.store.js';
import { StatusChangeStore } from '../status-list/status-change.store.js';
import { listUrlOf } from '../status-list/status-place.js';
import { claimsOf, type DocumentClaims } from './document-address.js';
import { Freshness } from './freshness.service.js';

export interface Gathered {
  readonly evidence: VerificationEvidence;
  /** The credential here that the document claims to be; null for foreign ones. */
  readonly credential: Credential | null;
}

/**
 * Gathers what this registry knows about a document: its issuer's keys, and its status from our own rows. Whoever holds a
 * document may have it checked, so this looks under the tenant of the issuer that the document names. Of foreign issuers
 * nothing is known, and nobody is asked.
 */
@Injectable()
export class EvidenceService {
  constructor(
    private readonly database: Database,
    private readonly profiles: IssuerProfileStore,
    private readonly keys: SigningKeyStore,
    private readonly credentials: CredentialStore,
    private readonly changes: StatusChangeStore,
    private readonly documents: DocumentStore,
    private readonly traces: DocumentTraceStore,
    private readonly freshness: Freshness,
    @Inject(PLATFORM) private readonly platform: Platform,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async gather(document: JsonObject): Promise<Gathered> {
    const claims = claimsOf(this.platform.publicUrl, document);
    const { issuer } = claims;
    const identity = issuer && (await this.database.read({ tenant: null }, (tx) => this.profiles.identityByDid(tx, issuer)));
    if (!identity) return foreign;
    const { tenant } = identity;
    return this.database.read({ tenant }, async (tx) => {
      const keys = await this.keys.ofIssuers(tx, [identity.issuer]);
      const [found] = claims.award ? await this.credentials.byAwards(tx, [claims.award]) : [];
      const credential = found?.issuer === identity.issuer ? found : null;
      const observedAt = this.freshness.heardUntil();
      return {
        credential,
        evidence: {
          issuer: { outcome: 'KNOWN', id: identity.did, keys: keys.map(issuerKeyOf), observedAt: new Date(this.clock.now()) },
          status: credential ? await this.statusOf(tx, credential, claims, observedAt) : [],
          existedBefore: credential ? await this.recordedAt(tx, credential, claims) : undefined,
        },
      };
    });
  }

  /** The award's standing as received, and the same for the bit of the place that the document names if it is this credential's. */
  private async statusOf(tx: Tx, credential: Credential, { places }: DocumentClaims, observedAt: Date): Promise<StatusObservation[]> {
    const changes = await this.changes.ofAward(tx, credential.tenant, credential.award);
    const of = (purpose: 'revocation' | 'suspension') => {
      const steps = changes.filter((change) => change.purpose === purpose);
      return { purpose, outcome: 'READ' as const, value: steps.at(-1)?.value ?? false, changes: steps, observedAt };
    };
    const listUrl = listUrlOf(this.platform.publicUrl, credential.list);
    const named = places.some((place) => place.listUrl === listUrl && place.index === credential.index);
    return [
      { source: 'AWARD_STATE', ...of('revocation') },
      { source: 'AWARD_STATE', ...of('suspension') },
      ...(named ? [{ source: 'STATUS_LIST' as const, listUrl, index: credential.index, ...of('revocation') }] : []),
    ];
  }

  /** Our own record proves that exactly this document is as old as it says. */
  private async recordedAt(tx: Tx, credential: Credential, { proofValues }: DocumentClaims): Promise<Date | undefined> {
    const [stored] = await this.documents.byCredentials(tx, credential.tenant, [credential.id]);
    if (stored) return proofValues.some((value) => stored.document.includes(`"proofValue":"${value}"`)) ? stored.signedAt : undefined;
    const traces = await this.traces.of(tx, credential.tenant, credential.id);
    return traces.find(({ proofValue }) => proofValues.includes(proofValue))?.signedAt;
  }
}

const foreign: Gathered = {
  credential: null,
  evidence: { issuer: { outcome: 'NOT_OBTAINABLE', detail: 'the issuer is not of this registry, which asks no one else' }, status: [] },
};
