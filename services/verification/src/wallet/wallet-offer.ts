import { createHash, createHmac, randomInt, timingSafeEqual } from 'node:crypto';

export type WalletOfferState = 'OFFERED' | 'REDEEMED' | 'TAKEN' | 'LOCKED' | 'WITHDRAWN';

/** A credential offered to a wallet. Ids are bare. */
export interface WalletOffer {
  readonly id: string;
  readonly tenant: string;
  readonly award: string;
  readonly issuer: string;
  readonly state: WalletOfferState;
  readonly transactionCodeHash: Buffer;
  /** How often a wrong transaction code came. */
  readonly wrong: number;
  readonly tokenUntil: Date | null;
  readonly expiresAt: Date;
  readonly createdAt: Date;
  readonly takenAt: Date | null;
}

/** How long an offer is good for, in ms (15 minutes): long enough to find the wallet and the code. */
export const offerLifeMs = 15 * 60_000;
/** How long a wallet has to fetch the credential once it gave the codes, in ms (5 minutes). */
export const tokenLifeMs = 5 * 60_000;
/** Wrong transaction codes before nothing more is tried. */
export const guessesMax = 5;
export const transactionCodeLength = 6;

/** What the schema tells of an offer: one that nobody took up in time is LAPSED, without a row having changed. */
export function shownState({ state, expiresAt, tokenUntil }: Pick<WalletOffer, 'state' | 'expiresAt' | 'tokenUntil'>, now: Date): Exclude<WalletOfferState, 'REDEEMED'> | 'LAPSED' {
  if (state === 'OFFERED' && now >= expiresAt) return 'LAPSED';
  if (state === 'REDEEMED') return tokenUntil && now >= tokenUntil ? 'LAPSED' : 'OFFERED';
  return state;
}

/** Six digits, sent to the person by another way than the offer. */
export const newTransactionCode = (): string => String(randomInt(10 ** transactionCodeLength)).padStart(transactionCodeLength, '0');

/**
 * What is kept of a transaction code. It has a million values only, so its hash is keyed and bound to the offer: a copy of the
 * table tells nobody the code.
 */
export function transactionCodeHash(keySecret: Buffer, offer: string, code: string): Buffer {
  const key = createHash('sha256').update('cairn wallet transaction code').update(keySecret).digest();
  return createHmac('sha256', key).update(`${offer}\n${code}`).digest();
}

export const isRight = (offer: Pick<WalletOffer, 'id' | 'transactionCodeHash'>, keySecret: Buffer, code: string): boolean =>
  timingSafeEqual(offer.transactionCodeHash, transactionCodeHash(keySecret, offer.id, code));
