import type { JsonObject } from '../json/json.js';

/** What a text turned out to be, by its own shape; nothing of it is believed yet. */
export type CredentialFormat =
  /** JSON-LD with embedded proofs: an Open Badges 3.0 or other W3C credential. */
  | 'OB3_LD'
  | 'VC_LD'
  /** Open Badges 3.0 chapter 8.2: a compact JWS whose payload is the credential itself, `typ` JWT. */
  | 'OB3_JWT'
  /** VC-JOSE-COSE: `typ` vc+jwt. */
  | 'VC_JOSE'
  /** SD-JWT VC: `typ` dc+sd-jwt (or vc+sd-jwt). */
  | 'SD_JWT'
  | 'OB2_HOSTED'
  | 'OB2_SIGNED'
  /** Open Badges 0.5 to 1.1. */
  | 'OB1'
  | 'CLR2_LD'
  | 'CLR2_JWT'
  | 'ENDORSEMENT_LD'
  | 'ENDORSEMENT_JWT'
  /** Open Badges 2.0: nothing but the address at which the assertion is hosted (in images). */
  | 'ADDRESS';

/** What an input holds, whatever it was wrapped in: what every step after the first one looks at. */
export interface ReadCredential {
  readonly format: CredentialFormat;
  readonly container: 'NONE' | 'PNG' | 'SVG';
  /** The credential as JSON; of a JWT its payload without the registered claims, of an SD-JWT its payload with what was disclosed. */
  readonly document: JsonObject;
  /** The text that carried it: JSON, or the compact form whose signature is the proof. */
  readonly text: string;
  /** Set for the compact forms: their signature is (one of) their proofs. */
  readonly compact?: string;
  /** Set with `compact`: the protected header, and the whole payload as signed (registered claims, or an older `vc` claim). */
  readonly header?: JsonObject;
  readonly claims?: JsonObject;
}
