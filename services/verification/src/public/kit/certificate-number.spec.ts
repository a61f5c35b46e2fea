import { newId } from '@cairn/postgres';
import { certificateNumber, isCertificateNumber } from './certificate-number.js';

describe('the number of an award', () => {
  it('is the same whenever it is made, short, and no urn', () => {
    const award = '0199aaaa-0000-7000-8000-000000000001';
    expect(certificateNumber(award)).toBe(certificateNumber(award));
    expect(certificateNumber(award)).toMatch(/^[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}$/);
    expect(new Set(Array.from({ length: 2_000 }, () => certificateNumber(newId()))).size).toBe(2_000);
  });

  it('does not pass with one wrong sign, or with two neighbours that changed places', () => {
    const number = certificateNumber(newId()).replaceAll('-', '');
    expect(isCertificateNumber(number.toLowerCase())).toBe(true);
    for (let at = 0; at < number.length; at += 1) {
      for (const other of '23456789ABCDEFGHJKLMNPQRSTVWXYZ') {
        if (other !== number[at]) expect(isCertificateNumber(number.slice(0, at) + other + number.slice(at + 1))).toBe(false);
      }
      const swapped = number.slice(0, at) + (number[at + 1] ?? '') + (number[at] ?? '') + number.slice(at + 2);
      if (swapped !== number) expect(isCertificateNumber(swapped)).toBe(false);
    }
    expect(isCertificateNumber('urn:uuid:0199')).toBe(false);
  });
});
