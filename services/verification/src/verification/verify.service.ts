import { type JsonObject, type StepResult, verifyCredential } from '@cairn/credentials';
import type { Scope } from '@cairn/postgres';
import { CLOCK, type Platform, PLATFORM } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import type { Credential } from '../credential/credential.js';
import { erasedProblem } from '../public/erased-page.js';
import { CredentialService } from '../credential/credential.service.js';
import { DocumentService } from '../signing/document.service.js';
import { awardInAddress } from './document-address.js';
import { EvidenceService, type Gathered } from './evidence.service.js';

/** Silent for longer than this, a clear status is no longer vouched for. */
const statusAgeMaxMs = 15 * 60_000;

export interface Checked {
  readonly verdict: 'VALID' | 'INVALID' | 'UNKNOWN';
  /** Steps that applied to the document, in order. */
  readonly steps: readonly StepResult[];
  readonly credential: Credential | null;
  readonly asOf: Date;
  readonly statusAsOf: Date | null;
}

/** Checks credentials with this service's own database alone. Nothing is stored, nobody is asked. */
@Injectable()
export class VerifyService {
  constructor(
    private readonly evidence: EvidenceService,
    private readonly credentials: CredentialService,
    private readonly documents: DocumentService,
    @Inject(PLATFORM) private readonly platform: Platform,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @param input the document as a value or as JSON text */
  async document(input: unknown, asOf = this.now()): Promise<Checked> {
    const bytes = typeof input === 'string' ? input : (JSON.stringify(input) ?? '');
    const { credential, evidence } = await this.gathered(bytes);
    const result = await verifyCredential(bytes, evidence, { asOf, maxStatusAgeMs: statusAgeMaxMs });
    const { verdict, statusAsOf } = result;
    return { verdict, credential, asOf, statusAsOf, steps: result.steps.filter(({ outcome }) => outcome !== 'NOT_APPLICABLE') };
  }

  /** @param viewer whose credentials the caller may read beside public ones */
  async address(url: string, viewer: Scope, asOf = this.now()): Promise<Checked> {
    const award = awardInAddress(this.platform.publicUrl, url);
    if (award === undefined) return nothingRead('ADDRESS_NOT_OURS', 'The address is none of a credential in this registry, and no other is asked.', asOf);
    const [credential] = await this.credentials.byAwards(viewer, [award]);
    if (credential?.state === 'SUBJECT_ERASED') return nothingRead('SUBJECT_ERASED', erasedProblem.detail, asOf);
    const [stored] = credential ? await this.documents.of([credential]) : [];
    if (!stored) return nothingRead('DOCUMENT_NOT_FOUND', 'There is no credential to be read at this address.', asOf);
    return this.document(stored.document, asOf);
  }

  /** Evidence is looked up only for what the first step of verifying will accept. */
  private async gathered(text: string): Promise<Gathered> {
    let document: unknown;
    try {
      document = JSON.parse(text);
    } catch {
      document = null;
    }
    const isObject = typeof document === 'object' && document !== null && !Array.isArray(document);
    return this.evidence.gather(isObject ? (document as JsonObject) : {});
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}

function nothingRead(code: string, message: string, asOf: Date): Checked {
  const step: StepResult = { step: 'parse', outcome: 'UNKNOWN', code, message, evidenceAt: null };
  return { verdict: 'UNKNOWN', steps: [step], credential: null, asOf, statusAsOf: null };
}
