import {
  type DocumentSource,
  gatherEvidence,
  parseStep,
  type ReadCredential,
  type StepResult,
  type VerificationEvidence,
  verifyCredential,
} from '@cairn/credentials';
import type { Scope } from '@cairn/postgres';
import { CLOCK, type Platform, PLATFORM } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import type { Credential } from '../credential/credential.js';
import { subjectErased } from '../credential/subject-erased.js';
import { CredentialService } from '../credential/credential.service.js';
import { ForeignDocuments } from '../foreign/foreign-documents.service.js';
import { DocumentService } from '../signing/document.service.js';
import type { Checked, Question } from './checked.js';
import { awardInAddress, issuerIdIn } from './document-address.js';
import { EvidenceService } from './evidence.service.js';
import { RegistryKnowledge } from './registry-knowledge.service.js';

/** Silent for longer than this, a clear status of our own is no longer vouched for. */
const statusAgeMaxMs = 15 * 60_000;
/** As long as a question to the graph can wait for answers of others. */
const patienceMs = 1_200;

/**
 * Checks credentials: of this registry with its own database alone, of others with what their issuers publish. What is checked
 * is not stored.
 */
@Injectable()
export class VerifyService {
  constructor(
    private readonly evidence: EvidenceService,
    private readonly knowledge: RegistryKnowledge,
    private readonly foreign: ForeignDocuments,
    private readonly credentials: CredentialService,
    private readonly documents: DocumentService,
    @Inject(PLATFORM) private readonly platform: Platform,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @param input the document as a value, as text (JSON or compact), or the bytes of a file that holds one */
  async document(input: unknown, question: Question = {}): Promise<Checked> {
    const source = this.foreign.source(question.patienceMs ?? patienceMs, question.knownAsOf);
    return this.judge(inputOf(input), question, source);
  }

  /** @param viewer whose credentials the caller may read beside public ones */
  async address(url: string, viewer: Scope, question: Question = {}): Promise<Checked> {
    const award = awardInAddress(this.platform.publicUrl, url);
    if (award === undefined) return this.elsewhere(url, question);
    const [credential] = await this.credentials.byAwards(viewer, [award]);
    if (credential?.state === 'SUBJECT_ERASED') return nothingRead('SUBJECT_ERASED', subjectErased, this.instants(question));
    const [stored] = credential ? await this.documents.of([credential]) : [];
    if (!stored) return nothingRead('DOCUMENT_NOT_FOUND', 'There is no credential to be read at this address.', this.instants(question));
    return this.document(stored.document, question);
  }

  private async elsewhere(url: string, question: Question): Promise<Checked> {
    const source = this.foreign.source(question.patienceMs ?? patienceMs, question.knownAsOf);
    const found = await source.read(url, 'CREDENTIAL');
    if (found.outcome !== 'READ') return nothingRead('ADDRESS_NOT_READ', `Nothing could be read at this address: ${found.detail}.`, this.instants(question));
    return this.judge(found.body, question, source);
  }

  private async judge(input: Uint8Array | string, question: Question, source: DocumentSource): Promise<Checked> {
    const { read } = parseStep(input);
    // An older badge may hold nothing but the address of its assertion.
    if (read?.format === 'ADDRESS') return this.hosted(read, question, source);
    const gathered = read && (await this.gathered(read, question, source));
    const { asOf, knownAsOf } = this.instants(question);
    const options = { asOf, ...(knownAsOf && { knownAsOf }), ...(question.recipient && { recipient: question.recipient }), maxStatusAgeMs: gathered?.own ? statusAgeMaxMs : undefined };
    const result = await verifyCredential(input, gathered?.evidence ?? nothing, options);
    const { verdict, statusAsOf } = result;
    return { verdict, credential: gathered?.credential ?? null, asOf, knownAsOf, statusAsOf, result, steps: result.steps.filter(({ outcome }) => outcome !== 'NOT_APPLICABLE') };
  }

  private async hosted({ text, container }: ReadCredential, question: Question, source: DocumentSource): Promise<Checked> {
    const found = await source.read(text.trim(), 'CREDENTIAL');
    if (found.outcome !== 'READ') return nothingRead('ADDRESS_NOT_READ', `The badge is only an address, at which nothing could be read: ${found.detail}.`, this.instants(question));
    if (parseStep(found.body).read?.format === 'ADDRESS') return nothingRead('ADDRESS_NOT_READ', 'The badge is only an address, at which there is another address.', this.instants(question));
    const { result, ...checked } = await this.judge(found.body, question, source);
    return { ...checked, result: result && { ...result, read: result.read && { ...result.read, container } } };
  }

  /** Everything known here; only of what an issuer elsewhere signed others are asked. */
  private async gathered(read: ReadCredential, { tenant = null }: Question, source: DocumentSource): Promise<{ evidence: VerificationEvidence; own: boolean; credential: Credential | null }> {
    const own = await this.evidence.gather(read);
    const evidence = await gatherEvidence(read, { source, own: async (one) => (one === read ? own : await this.evidence.gather(one))?.evidence });
    // An older badge names its badge class, which names the issuer.
    const issuer = issuerIdIn(read) ?? (evidence.issuer.outcome === 'KNOWN' ? evidence.issuer.id : undefined);
    const known = await this.knowledge.gather(read.document, issuer, tenant);
    return { evidence: { ...evidence, ...known }, own: own !== undefined, credential: own?.credential ?? null };
  }

  private instants({ asOf, knownAsOf }: Question): { asOf: Date; knownAsOf: Date | null } {
    return { asOf: asOf ?? new Date(this.clock.now()), knownAsOf: knownAsOf ?? null };
  }
}

const nothing: VerificationEvidence = { issuer: { outcome: 'NOT_OBTAINABLE', detail: 'nothing could be read' }, status: [] };

function inputOf(input: unknown): Uint8Array | string {
  return typeof input === 'string' || input instanceof Uint8Array ? input : (JSON.stringify(input) ?? '');
}

function nothingRead(code: string, message: string, instants: { asOf: Date; knownAsOf: Date | null }): Checked {
  const step: StepResult = { step: 'parse', outcome: 'UNKNOWN', code, message, evidenceAt: null };
  return { verdict: 'UNKNOWN', steps: [step], credential: null, ...instants, statusAsOf: null, result: null };
}
