import type { ReadCredential } from '../verification/read-credential.js';

/** What reading an input comes to. INVALID: nobody can read it safely; UNKNOWN: others may, we do not. Never an exception. */
export type Reading = { ok: true; read: ReadCredential; message: string } | Refusal;

export interface Refusal {
  ok: false;
  outcome: 'INVALID' | 'UNKNOWN';
  /** A noun and its state, stable for programs. */
  code: string;
  /** One sentence for people. */
  message: string;
}

export function invalid(code: string, message: string): Refusal {
  return { ok: false, outcome: 'INVALID', code, message };
}

export function unknown(code: string, message: string): Refusal {
  return { ok: false, outcome: 'UNKNOWN', code, message };
}
