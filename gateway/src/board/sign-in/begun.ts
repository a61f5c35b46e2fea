import { createHash, randomBytes } from 'node:crypto';
import { boardPath } from '../paths.js';

/** The board among the front ends that issuers knows (its board-front-end.ts). */
export const boardClient = 'cairn_board';

/** A sign-in that was begun in this browser and waits for its code. */
export interface Begun {
  readonly state: string;
  /** Of PKCE (RFC 7636). */
  readonly verifier: string;
  /** Where on the board to go on. */
  readonly to: string;
}

export const beginSignIn = (to: unknown): Begun => ({ state: randomBytes(16).toString('base64url'), verifier: randomBytes(32).toString('base64url'), to: onBoard(to) });

export const challengeOf = ({ verifier }: Begun): string => createHash('sha256').update(verifier).digest('base64url');

export const sealed = (begun: Begun): string => Buffer.from(JSON.stringify(begun)).toString('base64url');

/** Undefined for what is none of ours. */
export function readBegun(text: string | undefined): Begun | undefined {
  try {
    const { state, verifier, to } = JSON.parse(Buffer.from(text ?? '', 'base64url').toString()) as Record<string, unknown>;
    return typeof state === 'string' && typeof verifier === 'string' ? { state, verifier, to: onBoard(to) } : undefined;
  } catch {
    return undefined;
  }
}

/** Never an address elsewhere, whatever a link says. */
function onBoard(to: unknown): string {
  return typeof to === 'string' && to.length <= 2_000 && (to === boardPath || /^\/analytics[/?][\x21-\x7e]*$/.test(to)) && !to.includes('\\') ? to : boardPath;
}
