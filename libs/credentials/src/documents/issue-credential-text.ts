import { BoundedMap } from '../canonical/bounded-map.js';
import { CHECKED_EVERY, longForm, warnOfDifference } from '../canonical/long-way.js';
import { bundledDocumentLoader } from '../contexts/document-loader.js';
import type { JsonObject } from '../json/json.js';
import { proofOver, type ProofSigner } from '../proofs/data-integrity.js';
import { buildAchievementCredential } from './achievement-credential.js';
import type { CredentialDetails } from './credential-details.js';
import { slotsOf } from './credential-slots.js';
import { CredentialTemplate, type WrittenCredential } from './credential-template.js';
import { issueCredential, type IssuanceRefusal } from './issue-credential.js';

export type TextIssuance = { ok: true; text: string } | IssuanceRefusal;

/**
 * `buildAchievementCredential` and `issueCredential` as one step to the JSON text, the same to the byte. Credentials of one
 * achievement and issuer are made by template from the third on, which costs little more than the signature; so `issuer` and
 * `achievement` of the details must not be changed afterwards.
 */
export function issueCredentialText(details: CredentialDetails, signer: ProofSigner, created: Date): Promise<TextIssuance> {
  return texts.issue(details, signer, created);
}

const TEMPLATES_MAX = 500;

/** `SEEN`: once, and it may never come again. */
type Known = CredentialTemplate | 'SEEN' | 'NONE';

export class CredentialTexts {
  private readonly templates = new BoundedMap<Known>(TEMPLATES_MAX);
  private readonly parts = new BoundedMap<number>(2 * TEMPLATES_MAX);
  private readonly numbers = new WeakMap<object, number>();
  private last = 0;
  private written = 0;

  /** @param checkedEvery how many texts of templates come to one that is made again the long way */
  constructor(private readonly checkedEvery = CHECKED_EVERY) {}

  async issue(details: CredentialDetails, signer: ProofSigner, created: Date): Promise<TextIssuance> {
    const { key, texts: slots } = slotsOf(details);
    const whole = `${this.numberOf(details.issuer)};${this.numberOf(details.achievement)};${key}`;
    const known = this.templates.get(whole);
    if (known instanceof CredentialTemplate && mayBeSigned(details, signer)) {
      const credential = known.write(slots);
      if (credential && (await this.isRight(credential, details, whole))) return { ok: true, text: await sealed(credential, signer, created) };
    }
    const unsigned = buildAchievementCredential(details);
    const issuance = await issueCredential(unsigned, signer, created);
    if (!issuance.ok) return issuance;
    if (known === undefined) this.templates.set(whole, 'SEEN');
    if (known === 'SEEN') this.templates.set(whole, (await compiled(unsigned, slots)) ?? 'NONE');
    return { ok: true, text: JSON.stringify(issuance.document) };
  }

  /** A number for what an issuer or an achievement says. */
  private numberOf(part: object): number {
    const known = this.numbers.get(part);
    if (known !== undefined) return known;
    const text = JSON.stringify(part);
    const number = this.parts.get(text) ?? ++this.last;
    this.parts.set(text, number);
    this.numbers.set(part, number);
    return number;
  }

  private async isRight(credential: WrittenCredential, details: CredentialDetails, key: string): Promise<boolean> {
    this.written += 1;
    if (this.written % this.checkedEvery !== 0) return true;
    if (await agrees(credential, buildAchievementCredential(details))) return true;
    this.templates.set(key, 'NONE');
    warnOfDifference();
    return false;
  }
}

const texts = new CredentialTexts();

/** What `issueCredential` would refuse for something that is in no template; in doubt it is asked. */
function mayBeSigned({ issuer, validFrom, validUntil }: CredentialDetails, { verificationMethod }: ProofSigner): boolean {
  return verificationMethod.startsWith(`${issuer.did}#`) && (!validUntil || validUntil.getTime() - validFrom.getTime() >= 1_000);
}

async function sealed({ json, nquads, context }: WrittenCredential, signer: ProofSigner, created: Date): Promise<string> {
  const proof = await proofOver(nquads, context, signer, created);
  return `${json.slice(0, -1)},"proof":[${JSON.stringify(proof)}]}`;
}

async function compiled(unsigned: JsonObject, slots: readonly string[]): Promise<CredentialTemplate | undefined> {
  const template = await CredentialTemplate.of(unsigned, slots);
  const credential = template?.write(slots);
  return credential && (await agrees(credential, unsigned)) ? template : undefined;
}

async function agrees({ json, nquads }: WrittenCredential, unsigned: JsonObject): Promise<boolean> {
  return json === JSON.stringify(unsigned) && nquads === (await longForm(unsigned, bundledDocumentLoader));
}
