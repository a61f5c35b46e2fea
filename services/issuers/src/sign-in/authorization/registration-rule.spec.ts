import { checkRegistration } from './registration-rule.js';

const wallet = { client_name: 'Pocket', redirect_uris: ['https://pocket.example/back'], token_endpoint_auth_method: 'none' };
const fields = (metadata: object, forTenant = false) => {
  const checked = checkRegistration({ ...wallet, ...metadata }, forTenant);
  return checked.ok ? [] : [...new Set(checked.refusals.map(({ field }) => field?.[0]))];
};

describe('the registration of a wallet', () => {
  it('takes https addresses on one host', () => {
    expect(fields({})).toEqual([]);
    expect(fields({ redirect_uris: ['https://pocket.example/a', 'https://pocket.example/b'], client_uri: 'https://pocket.example/' })).toEqual([]);
  });

  it('takes loopback addresses of native programs alone', () => {
    expect(fields({ application_type: 'native', redirect_uris: ['http://127.0.0.1/back', 'http://[::1]:9/back', 'http://localhost:3000/'] })).toEqual([]);
    expect(fields({ redirect_uris: ['http://127.0.0.1/back'] })).toEqual(['redirect_uris']);
  });

  it.each([
    ['http://pocket.example/back'],
    ['https://*.pocket.example/back'],
    ['https://pocket.example/back#x'],
    ['https://user:word@pocket.example/back'],
    ['https://pocket.example\\@evil.example/'],
    ['javascript:alert(1)'],
    ['data:text/html,x'],
    ['pocket://back'],
    ['https://localhost/back'],
    [`https://pocket.example/${'x'.repeat(600)}`],
    [7],
  ])('refuses the redirect address %p', (uri) => {
    expect(fields({ redirect_uris: [uri] })).toEqual(['redirect_uris']);
  });

  it('refuses no, too many and scattered addresses', () => {
    expect(fields({ redirect_uris: [] })).toEqual(['redirect_uris']);
    expect(fields({ redirect_uris: 'https://pocket.example/back' })).toEqual(['redirect_uris']);
    expect(fields({ redirect_uris: Array.from({ length: 11 }, (_, n) => `https://pocket.example/${n}`) })).toEqual(['redirect_uris']);
    expect(fields({ redirect_uris: ['https://pocket.example/a', 'https://other.example/a'] })).toEqual(['redirect_uris']);
    expect(fields({ logo_uri: 'https://other.example/logo.svg' })).toEqual(['redirect_uris']);
    expect(fields({ post_logout_redirect_uris: ['https://other.example/'] })).toEqual(['redirect_uris']);
  });

  it('gives wallets no right, and front ends of a tenant the scopes of rights', () => {
    expect(fields({ scope: 'openid award' })).toEqual(['scope']);
    expect(fields({ scope: 'openid award' }, true)).toEqual([]);
    expect(fields({ scope: 'openid everything' }, true)).toEqual(['scope']);
  });

  it('refuses other flows, other secrets and addresses that a server would fetch', () => {
    expect(fields({ grant_types: ['client_credentials'] })).toEqual(['grant_types']);
    expect(fields({ grant_types: ['implicit'], response_types: ['token'] })).toEqual(['grant_types', 'response_types']);
    expect(fields({ token_endpoint_auth_method: 'client_secret_jwt' })).toEqual(['token_endpoint_auth_method']);
    expect(fields({ jwks_uri: 'https://pocket.example/keys', sector_identifier_uri: 'https://x.example' })).toEqual(['jwks_uri', 'sector_identifier_uri']);
    expect(fields({ client_name: 'Cairn \u202eevil' })).toEqual(['client_name']);
  });
});
