import { type Principal, principalOf } from '@cairn/access';
import { didKeyOf, newSigningKey } from '@cairn/credentials';
import { newId } from '@cairn/postgres';
import { SignJWT } from 'jose';
import { IssuersUnderTest } from '../testing/registry.js';

interface Challenge {
  readonly nonce: string;
  readonly audience: string;
  readonly expiresAt: string;
}

const given = 'challenge { nonce audience expiresAt }';

describe('a key that a person proves to hold', () => {
  let now = Date.parse('2026-03-01T09:30:00Z');
  let registry: IssuersUnderTest;
  let account: string;
  let person: Principal;
  const key = newSigningKey();
  const did = didKeyOf(key.publicKeyMultibase);

  beforeAll(async () => {
    registry = await IssuersUnderTest.open({ now: () => now });
  });
  beforeEach(async () => {
    account = await registry.aStranger();
    person = principalOf({ kind: 'PERSON', actor: account, account, tenant: null });
  });
  afterAll(() => registry.close());

  const ask = async <Fields>(by: Principal, name: string, input: object, fields: string) => {
    const mutation = `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { ${fields} userErrors { code field } } }`;
    return (await registry.read<Record<string, Fields & { userErrors: readonly { code: string; field: string[] | null }[] }>>(by, mutation, { input }))[name]!;
  };
  const challenged = async (by = person, of = did) => (await ask<{ challenge: Challenge | null }>(by, 'challengeKey', { did: of }, given)).challenge;
  const signed = ({ nonce, audience }: Pick<Challenge, 'nonce' | 'audience'>, by = key) =>
    new SignJWT({ aud: audience, iat: now / 1_000, nonce }).setProtectedHeader({ alg: 'EdDSA', typ: 'openid4vci-proof+jwt', kid: didKeyOf(by.publicKeyMultibase) }).sign(by.privateKey);
  const prove = (proof: string, by = person) => ask<{ key: { did: string } | null }>(by, 'proveKey', { proof }, 'key { did }');
  const codes = async (proof: string, by = person) => (await prove(proof, by)).userErrors.map(({ code, field }) => [code, field?.at(-1)]);
  const provenTo = async () => (await registry.service.ask<{ principalBySubject: { proven: string[] } }>(person, 'query ($s: ID!) { principalBySubject(subject: $s) { proven } }', { s: `acc_${account}` })).data?.principalBySubject.proven;

  it('counts as an identifier of his from then on, until he lets it go', async () => {
    expect(await provenTo()).toEqual([]);
    const challenge = await challenged();
    expect(challenge).toMatchObject({ audience: 'https://registry.example', expiresAt: '2026-03-01T09:40:00.000Z' });
    expect(await prove(await signed(challenge!))).toMatchObject({ key: { did }, userErrors: [] });
    expect(await provenTo()).toEqual([did]);
    const seen = await registry.read<{ viewer: { provenKeys: { did: string }[] } }>(person, '{ viewer { provenKeys { did provenAt } } }');
    expect(seen.viewer.provenKeys).toEqual([{ did, provenAt: '2026-03-01T09:30:00.000Z' }]);
    expect(await ask(person, 'releaseKey', { did }, 'did')).toMatchObject({ did, userErrors: [] });
    expect(await provenTo()).toEqual([]);
    expect((await ask(person, 'releaseKey', { did }, 'did')).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
  });

  it('is proven by an answer to the last challenge, once, in time, and by that key alone', async () => {
    const first = await challenged();
    const last = await challenged();
    expect(await codes(await signed(first!))).toEqual([['INVALID_VALUE', 'proof']]);
    expect(await codes(await signed(last!, newSigningKey()))).toEqual([['INVALID_VALUE', 'proof']]);
    const proof = await signed(last!);
    expect(await codes(proof)).toEqual([]);
    expect(await codes(proof)).toEqual([['INVALID_VALUE', 'proof']]);
    const late = await challenged();
    now += 600_000;
    expect(await codes(await signed(late!))).toEqual([['INVALID_VALUE', 'proof']]);
  });

  it('is tried five times within an hour, and then not even rightly; right answers are not counted', async () => {
    for (let time = 0; time < 6; time += 1) expect(await codes(await signed((await challenged())!))).toEqual([]);
    for (let time = 0; time < 5; time += 1) expect(await codes('no proof')).toEqual([['INVALID_VALUE', 'proof']]);
    const right = await signed((await challenged())!);
    expect(await codes(right)).toEqual([['CHALLENGE_LOCKED', undefined]]);
    now += 3_600_000;
    expect(await codes(await signed((await challenged())!))).toEqual([]);
  });

  it('is nothing that a program has, nor anything that others would have to be asked for', async () => {
    const program = principalOf({ actor: newId(), tenant: newId(), rights: ['AWARD'] });
    expect((await ask(program, 'challengeKey', { did }, given)).userErrors).toMatchObject([{ code: 'GRANT_MISSING' }]);
    expect(await codes('x', program)).toEqual([['GRANT_MISSING', undefined]]);
    expect((await ask(program, 'releaseKey', { did }, 'did')).userErrors).toMatchObject([{ code: 'GRANT_MISSING' }]);
    expect((await ask(person, 'challengeKey', { did: 'did:web:elsewhere.example' }, given)).userErrors).toMatchObject([{ code: 'INVALID_VALUE', field: ['input', 'did'] }]);
  });
});
