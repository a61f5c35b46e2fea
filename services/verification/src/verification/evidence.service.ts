import type { ReadCredential, StatusObservation, VerificationEvidence } from '@cairn/credentials';
import { Database, type Tx } from '@cairn/postgres';
import { CLOCK, type Platform, PLATFORM } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import type { Credential } from '../credential/credential.js';
import { CredentialStore } from '../credential/credential.store.js';
import { FurtherEvidenceService } from '../further-document/further-evidence.service.js';
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
  /** The credential here that the document claims to be; null where there is none. */
  readonly credential: Credential | null;
}

/**
 * Gathers what this registry knows about a document of one of its issuers: the issuer's keys, and its status from our own rows.
 * Whoever holds a document may have it checked, so this looks under the tenant of the issuer that the document names.
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
    private readonly further: FurtherEvidenceService,
    private readonly freshness: Freshness,
    @Inject(PLATFORM) private readonly platform: Platform,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Undefined for what an issuer elsewhere has signed. */
  async gather(read: ReadCredential): Promise<Gathered | undefined> {
    const claims = claimsOf(this.platform.publicUrl, read);
    const { issuer } = claims;
    const identity = issuer && (await this.database.read({ tenant: null }, (tx) => this.profiles.identityByDid(tx, issuer)));
    if (!identity) return isOfThisHost(this.platform.publicUrl, issuer) ? unknownHere : undefined;
    const { tenant } = identity;
    return this.database.read({ tenant }, async (tx) => {
      const keys = await this.keys.ofIssuers(tx, [identity.issuer]);
      const revisions = claims.award ? (await this.credentials.ofAward(tx, claims.award)).filter((one) => one.issuer === identity.issuer) : [];
      // Each term of an award has a credential under the same id; the place in a list tells which one this is.
      const credential = revisions.find((one) => this.isNamed(one, claims)) ?? revisions[0] ?? null;
      const observedAt = this.freshness.heardUntil();
      // Endorsements, learner records and copies for wallets have places of their own.
      const further = credential && this.isNamed(credential, claims) ? undefined : await this.further.gather(tx, tenant, claims, observedAt);
      return {
        credential,
        evidence: {
          issuer: { outcome: 'KNOWN', id: identity.did, keys: keys.map(issuerKeyOf), observedAt: new Date(this.clock.now()) },
          status: [...(credential ? await this.statusOf(tx, credential, claims, observedAt) : []), ...(further?.status ?? [])],
          existedBefore: (credential ? await this.recordedAt(tx, credential, claims) : undefined) ?? further?.existedBefore,
        },
      };
    });
  }

  /** The award's standing as received, and the same for the bit of the place that the document names if it is this credential's. */
  private async statusOf(tx: Tx, credential: Credential, claims: DocumentClaims, observedAt: Date): Promise<StatusObservation[]> {
    const changes = await this.changes.ofAward(tx, credential.tenant, credential.award);
    const of = (purpose: 'revocation' | 'suspension') => {
      const steps = changes.filter((change) => change.purpose === purpose);
      return { purpose, outcome: 'READ' as const, value: steps.at(-1)?.value ?? false, changes: steps, observedAt };
    };
    const listUrl = listUrlOf(this.platform.publicUrl, credential.list);
    return [
      { source: 'AWARD_STATE', ...of('revocation') },
      { source: 'AWARD_STATE', ...of('suspension') },
      ...(this.isNamed(credential, claims) ? [{ source: 'STATUS_LIST' as const, listUrl, index: credential.index, ...of('revocation') }] : []),
    ];
  }

  private isNamed({ list, index }: Credential, { places }: DocumentClaims): boolean {
    const listUrl = listUrlOf(this.platform.publicUrl, list);
    return places.some((place) => place.listUrl === listUrl && place.index === index);
  }

  /** Our own record proves that exactly this document is as old as it says. */
  private async recordedAt(tx: Tx, credential: Credential, { proofValues }: DocumentClaims): Promise<Date | undefined> {
    const stored = await this.documents.everyForm(tx, credential.tenant, credential.id);
    const same = stored.find(({ document }) => proofValues.some((value) => document.includes(`"proofValue":"${value}"`) || document.split('~')[0]?.endsWith(`.${value}`)));
    if (same) return same.signedAt;
    const traces = await this.traces.of(tx, credential.tenant, credential.id);
    return traces.find(({ proofValue }) => proofValues.includes(proofValue))?.signedAt;
  }
}

/** A DID under this registry's own host: whoever is not known under it here is known nowhere, and nobody is asked. */
function isOfThisHost(publicUrl: string, issuer: string | undefined): boolean {
  const own = `did:web:${encodeURIComponent(new URL(publicUrl).host)}`;
  return issuer === own || issuer?.startsWith(`${own}:`) === true;
}

const unknownHere: Gathered = {
  credential: null,
  evidence: { issuer: { outcome: 'NOT_OBTAINABLE', detail: 'this registry knows no issuer of that name' }, status: [] },
};
