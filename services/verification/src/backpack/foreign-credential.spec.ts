import { type Contender, replaces } from './foreign-credential.js';

const on = (day: string | null, verdict: Contender['verdict'] = 'VALID'): Contender => ({ validFrom: day === null ? null : new Date(day), verdict });

describe('a credential with the issuer and id of one that is kept', () => {
  it('takes its place when it is as new or newer, and holds as well', () => {
    expect(replaces(on('2026-02-01'), on('2026-01-01'))).toBe(true);
    expect(replaces(on('2026-01-01'), on('2026-01-01'))).toBe(true);
    expect(replaces(on('2026-01-01'), on(null))).toBe(true);
    expect(replaces(on('2026-02-01', 'UNKNOWN'), on('2026-01-01', null))).toBe(true);
  });

  it('never displaces a newer one, nor a good one by a worse one', () => {
    expect(replaces(on('2025-12-31'), on('2026-01-01'))).toBe(false);
    expect(replaces(on('2026-02-01', 'INVALID'), on('2026-01-01'))).toBe(false);
    expect(replaces(on('2026-02-01', 'UNKNOWN'), on('2026-01-01'))).toBe(false);
    expect(replaces(on('2026-02-01', null), on('2026-01-01'))).toBe(false);
    expect(replaces(on('2026-02-01', 'INVALID'), on('2026-01-01', 'UNKNOWN'))).toBe(false);
  });
});
