import { createHash, randomBytes } from 'node:crypto';
import { refusal, type Refusal } from '@cairn/access';
import { base32crockford } from '@scure/base';
import type { Assessment } from '../award/award.js';

/** A code by which a person claims an award. Ids are bare. */
export interface ClaimCode {
  readonly id: string;
  readonly tenant: string;
  /** The award that it is for; null: it makes an award of the version for whoever has it. */
  readonly award: string | null;
  readonly achievementVersion: string;
  /** How those were assessed to whom it was given. */
  readonly assessment: Assessment | null;
  readonly usesMax: number;
  readonly uses: number;
  /** How often it came with an identifier that is not the earner's. */
  readonly wrong: number;
  readonly expiresAt: Date;
}

/** Wrong codes, or wrong identifiers with one code, before nothing more is tried. */
export const guessesMax = 5;
/** Wrong codes are counted for this long, in ms (an hour). */
export const guessMs = 3_600_000;

/** 80 random bits in Crockford's digits, none of which is taken for another when it is read out or typed: four groups of four. */
export const newCode = (): string => (base32crockford.encode(randomBytes(10)).match(/.{4}/g) ?? []).join('-');

/** What is kept of a code, however it was typed; undefined when it is none. */
export function hashOfCode(typed: string): Buffer | undefined {
  const code = codeOf(typed.replace(/[\s-]/g, ''));
  return code?.length === 16 ? createHash('sha256').update(code).digest() : undefined;
}

function codeOf(typed: string): string | undefined {
  try {
    return base32crockford.encode(base32crockford.decode(typed));
  } catch {
    return undefined;
  }
}

export const claimInvalid = (field: string): Refusal =>
  refusal('CLAIM_INVALID', 'The code is unknown or out of date, or the identifier is not that of whom it was given to.', field);

export const claimUsed = (): Refusal => refusal('CLAIM_USED', 'The code was claimed before.', 'code');

export const claimLocked = (until: Date | null): Refusal =>
  refusal('CLAIM_LOCKED', until ? `Too many wrong codes. Try again at ${until.toISOString()}.` : 'This code came too often with a wrong identifier. Ask for a new one.', 'code');

/** What is wrong with using a code now, apart from who uses it. */
export function checkCode({ uses, usesMax, wrong, expiresAt }: Pick<ClaimCode, 'uses' | 'usesMax' | 'wrong' | 'expiresAt'>, now: Date): Refusal | undefined {
  if (wrong >= guessesMax) return claimLocked(null);
  if (uses >= usesMax) return claimUsed();
  return now >= expiresAt ? claimInvalid('code') : undefined;
}
