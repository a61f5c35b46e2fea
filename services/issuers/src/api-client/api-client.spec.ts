import { checkOrigins } from './api-client.js';

describe('the origins of a client', () => {
  it('are kept once each, in order', () => {
    const origins = ['https://learn.example', 'http://127.0.0.1:5173', 'https://learn.example', 'https://app.example:8443', 'http://localhost:3000'];
    expect(checkOrigins(origins, 'origins')).toEqual({
      ok: true,
      value: ['http://127.0.0.1:5173', 'http://localhost:3000', 'https://app.example:8443', 'https://learn.example'],
    });
  });

  test.each([
    '*',
    'null',
    'https://*.example',
    'http://learn.example',
    'https://learn.example/',
    'https://learn.example/app',
    'https://learn.example:443',
    'https://LEARN.example',
    'https://me@learn.example',
    'http://127.0.0.2:80',
    'http://localhost.evil.example',
    'ftp://learn.example',
    `https://${'a'.repeat(300)}.example`,
  ])('are refused: %s', (origin) => {
    expect(checkOrigins([origin], 'origins')).toMatchObject({ ok: false, refusals: [{ code: 'INVALID_VALUE', field: ['origins'] }] });
  });

  it('are at most twenty', () => {
    expect(checkOrigins(Array.from({ length: 21 }, (_, n) => `https://a${n}.example`), 'origins').ok).toBe(false);
  });
});
