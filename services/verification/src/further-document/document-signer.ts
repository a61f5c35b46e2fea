import { createHash } from 'node:crypto';
import { type JsonObject, type KeyAlgorithm, type PublicJwk, signDocument, type Signer, signJwt, signSdJwt } from '@cairn/credentials';
import { Injectable } from '@nestjs/common';
import { KeyMaker } from '../signing-key/key-maker.service.js';
import { KeyRing } from '../signing-key/key-ring.service.js';

/** JSON-LD with an eddsa-rdfc-2022 proof, a compact JWS as Open Badges 3.0 wants it, or an SD-JWT VC. */
export type FurtherForm = 'LD' | 'JWT' | 'SD_JWT';

/** In which form a document is written. */
export interface Writing {
  readonly form: FurtherForm;
  /** The key that an SD-JWT is bound to. */
  readonly holderKey?: PublicJwk;
}

export interface SignedText {
  readonly text: string;
  /** SHA-256 of the text, hex. */
  readonly digest: string;
  /** The proof's value, or the signature of a compact form. */
  readonly proofValue: string;
  /** Id of the key. */
  readonly key: string;
}

const algorithms: Record<FurtherForm, KeyAlgorithm> = { LD: 'EdDSA', JWT: 'ES256', SD_JWT: 'ES256' };

/** The one place where further documents meet an issuer's key. Callers lint what they send here. */
@Injectable()
export class DocumentSigner {
  constructor(
    private readonly ring: KeyRing,
    private readonly maker: KeyMaker,
  ) {}

  /** Signs with the key that is active now; undefined when the issuer has none. Throws DocumentNotCanonical. */
  async signFor(tenant: string, issuer: string, unsigned: JsonObject, created: Date, { form, holderKey }: Writing = { form: 'LD' }): Promise<SignedText | undefined> {
    // Keys of other algorithms than the first are made when somebody asks for a form that needs one.
    if (form !== 'LD') await this.maker.ensure(tenant, issuer, algorithms[form]);
    const active = (await this.ring.active(tenant, [issuer], algorithms[form])).get(issuer);
    if (!active) return undefined;
    const { key, signer } = active;
    const { text, proofValue } = await forms[form](unsigned, signer, { created, holderKey });
    return { text, proofValue, digest: createHash('sha256').update(text).digest('hex'), key: key.id };
  }
}

interface Circumstances {
  readonly created: Date;
  readonly holderKey: PublicJwk | undefined;
}

const forms: Record<FurtherForm, (unsigned: JsonObject, signer: Signer, circumstances: Circumstances) => Promise<{ text: string; proofValue: string }>> = {
  LD: async (unsigned, signer, { created }) => {
    const signed = await signDocument(unsigned, signer, created);
    return { text: JSON.stringify(signed), proofValue: signed.proof[0].proofValue };
  },
  JWT: async (unsigned, signer) => compact(await signJwt(unsigned, signer)),
  SD_JWT: async (unsigned, signer, { holderKey }) => compact(await signSdJwt(unsigned, signer, { holderKey })),
};

/** The signature stands before the disclosures, if there are any. */
function compact(text: string): { text: string; proofValue: string } {
  const [token = ''] = text.split('~');
  return { text, proofValue: token.slice(token.lastIndexOf('.') + 1) };
}
