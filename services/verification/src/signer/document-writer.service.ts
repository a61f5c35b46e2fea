import { keyIdOf, multikeyOfJwk, type Signer } from '@cairn/credentials';
import { Injectable } from '@nestjs/common';
import type { ActiveKey } from '../signing-key/key-ring.service.js';
import { detailsOf, type SigningMaterial } from '../signing/credential-body.js';
import type { CredentialForm } from '../signing/credential-form.js';
import type { Issued } from '../signing/issuing.js';
import { IssuingThread } from '../signing/issuing-thread.js';
import { writeForm } from './document-forms.js';

export interface Writing {
  readonly created: Date;
  readonly publicUrl: string;
  /** Behind everything that somebody waits for. */
  readonly patient: boolean;
}

export interface WritingOrder {
  readonly material: SigningMaterial;
  readonly active: ActiveKey;
}

/**
 * Makes the texts of documents, in the order in which they are asked for. The usual form is made in threads, hundreds at a
 * time; others, of which somebody asks for one, and what a token signs are made right here.
 */
@Injectable()
export class DocumentWriter {
  constructor(private readonly thread: IssuingThread) {}

  async write(orders: readonly WritingOrder[], form: CredentialForm, writing: Writing): Promise<Issued[]> {
    const inThread = orders.flatMap((order, at) => (form === 'OB3_LD' && order.active.privateKey !== null ? [{ order, at, privateKey: order.active.privateKey }] : []));
    const { created, publicUrl, patient } = writing;
    const jobs = inThread.map(({ order: { material, active }, privateKey }) => ({
      details: detailsOf(publicUrl, material),
      verificationMethod: active.signer.verificationMethod,
      privateKey,
      created,
    }));
    const issued = jobs.length === 0 ? [] : await this.thread.issue(jobs, { patient });
    const threaded = new Map(inThread.map(({ at }, position) => [at, issued[position]]));
    const written: Issued[] = [];
    for (const [at, { material, active }] of orders.entries()) {
      written.push(threaded.get(at) ?? (await writeForm(detailsOf(publicUrl, material), form, signerFor(form, active), created)));
    }
    return written;
  }
}

/** The suites of Data Integrity know a P-256 key as a Multikey, under the other of its two names in the DID document. */
function signerFor(form: CredentialForm, { key, signer }: ActiveKey): Signer {
  const multikey = form === 'ECDSA_SD' && key.publicKeyJwk ? multikeyOfJwk(key.publicKeyJwk) : undefined;
  return multikey === undefined ? signer : { ...signer, verificationMethod: keyIdOf(key.did, multikey) };
}
