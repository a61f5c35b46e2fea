import {
  type IssuerEvidence,
  type JsonObject,
  readInput,
  type StepResult,
  type VerificationEvidence,
  type VerificationResult,
  verifyCredential,
  verifyPresentation,
} from '@cairn/credentials';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { EvidenceService } from '../verification/evidence.service.js';
import { vcApiLoader } from './known-contexts.js';
import { VcApiRefusal } from './vc-api-refusal.js';

/** What was asked is well made; `warnings` names what could not be decided and does not stand against it. */
export interface VcApiVerdict {
  readonly checks: readonly string[];
  readonly warnings: readonly string[];
}

/** Steps without which nothing is proven; an unknown context leaves the proof undecided, too. */
const needed: ReadonlySet<StepResult['step']> = new Set(['parse', 'proof', 'issuerKey', 'issuerIdentity']);

/** Verifies as the registry does, with its own rows alone; keys of others are read where their name spells them (did:key). */
@Injectable()
export class VcApiVerifying {
  constructor(
    private readonly evidence: EvidenceService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Throws VcApiRefusal naming the first step that fails. */
  async credential(credential: JsonObject): Promise<VcApiVerdict> {
    const text = JSON.stringify(credential);
    const reading = readInput(text);
    const gathered = reading.ok ? await this.evidence.gather(reading.read) : undefined;
    const result = await verifyCredential(text, gathered?.evidence ?? nothingKnown, { asOf: this.now() }, vcApiLoader);
    const failed = result.steps.find(({ step, outcome }) => outcome === 'INVALID' || (outcome === 'UNKNOWN' && needed.has(step)));
    if (failed) throw new VcApiRefusal(failed.code, failed.message);
    return verdictOf(result);
  }

  /** The presentation, and each credential in it. */
  async presentation(presentation: JsonObject, asked: { challenge?: string; domain?: string }): Promise<VcApiVerdict> {
    const found = await verifyPresentation(presentation, holderNotKnown, { ...asked, asOf: this.now() }, vcApiLoader);
    if (!found.ok) throw new VcApiRefusal(found.code, found.message);
    const verdicts: VcApiVerdict[] = [];
    for (const credential of found.credentials) verdicts.push(await this.credential(credential));
    return { checks: found.signed ? ['proof'] : [], warnings: [...new Set(verdicts.flatMap(({ warnings }) => warnings))] };
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}

const holderNotKnown: IssuerEvidence = { outcome: 'NOT_OBTAINABLE', detail: 'nobody is asked for the keys of others' };
const nothingKnown: VerificationEvidence = { issuer: holderNotKnown, status: [] };

function verdictOf({ steps }: VerificationResult): VcApiVerdict {
  return {
    checks: steps.filter(({ outcome }) => outcome === 'VALID').map(({ step }) => step),
    warnings: steps.filter(({ outcome }) => outcome === 'UNKNOWN').map(({ code }) => code),
  };
}
