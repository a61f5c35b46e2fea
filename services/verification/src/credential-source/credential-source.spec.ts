import { authorizationAddress } from './authorisation.js';
import { checkSource, isFrom } from './credential-source.js';
import { readHostDescription } from './host-description.js';
import { readRegistration, registrationOf } from './registration.js';

const described = (flow: object, more: object = {}) => ({ info: { title: 'Oakmere' }, components: { securitySchemes: { key: { type: 'apiKey' }, any: { type: 'oauth2', 'x-imssf-registrationUrl': 'https://h.example/reg', flows: { authorizationCode: flow }, ...more } } } });
const flow = { authorizationUrl: 'https://h.example/auth', tokenUrl: 'https://h.example/token', scopes: { offline_access: '' } };

describe('a host of credentials', () => {
  it('is known by what it says of itself', () => {
    expect(readHostDescription(described(flow), 'https://h.example/ob')).toEqual({
      ...{ name: 'Oakmere', authorizationUrl: 'https://h.example/auth', tokenUrl: 'https://h.example/token', refreshUrl: 'https://h.example/token' },
      ...{ registrationUrl: 'https://h.example/reg', revocationUrl: null, scopes: ['offline_access'] },
    });
    expect(readHostDescription(described(flow, { 'x-imssf-name': 'Oak\u202emere\n' }), 'https://h.example/ob')?.name).toBe('Oak mere');
  });

  it('is none without a code flow, a token endpoint and registration', () => {
    for (const document of [null, 'x', {}, described({ authorizationUrl: 'https://h.example/auth' }), described(flow, { 'x-imssf-registrationUrl': 5 }), described(flow, { type: 'http' })]) {
      expect(readHostDescription(document, 'https://h.example/ob')).toBeUndefined();
    }
  });

  it('is told one name and one host of us, and gives a secret or nothing', () => {
    expect(registrationOf('https://desk.example/back', 'registry.example', [])).toMatchObject({ client_name: 'Cairn at registry.example', client_uri: 'https://desk.example', redirect_uris: ['https://desk.example/back'], token_endpoint_auth_method: 'client_secret_basic' });
    expect(readRegistration({ client_id: 'c', client_secret: 's', client_secret_expires_at: 1_800_000_000 })?.secretEndsAt?.getTime()).toBe(1_800_000_000_000);
    for (const answer of [null, {}, { client_id: 'c' }, { client_id: 5, client_secret: 's' }, { client_id: 'c', client_secret: '' }]) expect(readRegistration(answer)).toBeUndefined();
  });

  it('asks a person under a state and a challenge, keeping what its address has already', () => {
    const address = new URL(authorizationAddress('https://h.example/auth?tenant=7', { state: 'st', verifier: 'v'.repeat(43) }, { clientId: 'c 1', returnTo: 'https://desk.example/back', scope: 'a offline_access' }));
    expect(Object.fromEntries(address.searchParams)).toMatchObject({ tenant: '7', response_type: 'code', client_id: 'c 1', state: 'st', code_challenge_method: 'S256', code_challenge: expect.stringMatching(/^[\w-]{43}$/) as string, prompt: 'consent' });
    expect(address.searchParams.has('code_verifier')).toBe(false);
  });

  it('answers for itself alone', () => {
    expect([null, 'https://h.example/oidc', 'https://other.example', 'h.example'].map((issuer) => isFrom(issuer, 'https://h.example/auth'))).toEqual([true, true, false, false]);
  });

  it('is taken by its base, and a person comes back to https', () => {
    const check = (url: string, returnTo = 'https://desk.example/back') => checkSource(url, returnTo, (address) => (address.startsWith('https:') ? undefined : 'only https is called'));
    for (const url of ['https://h.example/ob', ' https://h.example/ob/ ', 'https://h.example/ob/discovery']) expect(check(url)).toMatchObject({ ok: true, value: { url: 'https://h.example/ob' } });
    for (const url of ['http://h.example/ob', 'https://h.example/ob?x=1', `https://h.example/${'x'.repeat(600)}`]) expect(check(url)).toMatchObject({ ok: false, refusals: [{ code: 'ADDRESS_NOT_ALLOWED', field: ['url'] }] });
    for (const back of ['http://desk.example', 'https://a:b@desk.example', 'https://desk.example/#x', 'desk']) expect(check('https://h.example', back)).toMatchObject({ ok: false, refusals: [{ code: 'INVALID_VALUE' }] });
  });
});
