import { isRight, newTransactionCode, shownState, transactionCodeHash } from './wallet-offer.js';

const secret = Buffer.alloc(32, 5);
const at = (minutes: number) => new Date(Date.parse('2026-05-01T08:00:00Z') + minutes * 60_000);

describe('an offer to a wallet', () => {
  it('shows what lapsed as such, without anybody having written it', () => {
    const offer = { state: 'OFFERED' as const, expiresAt: at(15), tokenUntil: null };
    expect([shownState(offer, at(14)), shownState(offer, at(15))]).toEqual(['OFFERED', 'LAPSED']);
    const redeemed = { ...offer, state: 'REDEEMED' as const, tokenUntil: at(19) };
    expect([shownState(redeemed, at(16)), shownState(redeemed, at(19))]).toEqual(['OFFERED', 'LAPSED']);
    expect(shownState({ ...offer, state: 'TAKEN' }, at(60))).toBe('TAKEN');
  });

  it('knows its transaction code, which is six digits, and not that of another offer', () => {
    const code = newTransactionCode();
    expect(code).toMatch(/^\d{6}$/);
    const offer = { id: 'one', transactionCodeHash: transactionCodeHash(secret, 'one', code) };
    expect(isRight(offer, secret, code)).toBe(true);
    expect(isRight(offer, secret, code === '000000' ? '000001' : '000000')).toBe(false);
    expect(isRight({ ...offer, id: 'two' }, secret, code)).toBe(false);
  });
});
