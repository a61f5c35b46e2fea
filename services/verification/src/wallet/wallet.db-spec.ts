import { type Principal, principalOf } from '@cairn/access';
import type { JsonObject } from '@cairn/credentials';
import { earnerClaimed } from '@cairn/events';
import { newId } from '@cairn/postgres';
import { Wallet } from '@cairn/testkit';
import { Provider } from '../testing/provider.js';
import { publicUrl, VerificationRegistry } from '../testing/verification-registry.js';

interface Payload {
  offer: { id: string; state: string } | null;
  uri: string;
  qrCode: string;
  transactionCode: string;
  userErrors: { code: string }[];
}

describe('offering a credential to a wallet', () => {
  let registry: VerificationRegistry;
  let harbour: Provider;

  beforeAll(async () => {
    registry = await VerificationRegistry.open();
    harbour = await new Provider(registry).introduce();
  }, 60_000);
  afterAll(async () => {
    await registry.close();
    await registry.test.close();
  });

  /** The registry's address is not where this process of it listens. */
  const ask = (async (input: string | URL, init: RequestInit = {}) => {
    const path = String(input).slice(publicUrl.length);
    const headers = Object.fromEntries(new Headers(init.headers));
    return init.method === 'POST' ? registry.post(path, String(init.body ?? ''), headers) : registry.get(path, headers);
  }) as typeof fetch;
  const offer = async (award: string, principal: Principal = staff()): Promise<Payload> =>
    (
      await registry.ask<{ offerToWallet: Payload }>(
        `mutation ($input: OfferToWalletInput!) { offerToWallet(input: $input) { offer { id state } uri qrCode transactionCode userErrors { code } } }`,
        { input: { awardId: `awd_${award}` } },
        principal,
      )
    ).offerToWallet;
  const stateOf = async (id: string | undefined, principal: Principal = staff()) =>
    (await registry.ask<{ walletOffer: { state: string } | null }>(`query ($id: ID!) { walletOffer(id: $id) { state } }`, { id }, principal)).walletOffer?.state ?? null;
  const staff = () => principalOf({ actor: newId(), tenant: harbour.tenant, rights: ['AWARD'] });
  const verify = async (document: unknown) =>
    (
      await registry.ask<{ verifyCredential: { verdict: string; steps: { step: string; outcome: string; code: string | null; message: string }[] } }>(
        `query ($input: VerifyCredentialInput!) { verifyCredential(input: $input) { verdict steps { step outcome code message } } }`,
        { input: { document } },
      )
    ).verifyCredential;
  const post = async (path: string, body: unknown, bearer?: string) => {
    const form = path === '/wallet/token';
    const response = await registry.post(path, form ? new URLSearchParams(body as Record<string, string>).toString() : JSON.stringify(body), {
      'content-type': form ? 'application/x-www-form-urlencoded' : 'application/json',
      ...(bearer ? { authorization: `Bearer ${bearer}` } : {}),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  const codeIn = (uri: string) => {
    const given = JSON.parse(new URL(uri).searchParams.get('credential_offer') ?? '') as { grants: Record<string, Record<string, string>> };
    return given.grants['urn:ietf:params:oauth:grant-type:pre-authorized_code']?.['pre-authorized_code'] ?? '';
  };
  const redeem = (uri: string, code: string) => post('/wallet/token', { grant_type: 'urn:ietf:params:oauth:grant-type:pre-authorized_code', 'pre-authorized_code': codeIn(uri), tx_code: code });
  const wrong = (code: string) => (code === '000000' ? '000001' : '000000');

  it('lets a wallet of others fetch the credential, bound to its own DID, and the copy verifies', async () => {
    const fact = await harbour.award();
    const account = newId();
    await registry.hear({ contract: earnerClaimed, tenant: harbour.tenant, subject: fact.earner, version: 2, data: { earner: fact.earner, account, at: registry.now() } });
    const person = principalOf({ kind: 'PERSON', actor: account, account });
    const made = await offer(fact.award, person);
    expect(made).toMatchObject({ userErrors: [], offer: { state: 'OFFERED' }, uri: expect.stringMatching(/^openid-credential-offer:\/\//), transactionCode: expect.stringMatching(/^\d{6}$/) });
    expect(made.qrCode).toContain('<svg');
    const wallet = new Wallet(ask);
    const credential = (await wallet.take(made.uri, made.transactionCode)) as JsonObject & { id: string; credentialSubject: { id: string }; credentialStatus: { statusListIndex: string } };
    expect(credential.credentialSubject.id).toBe(wallet.did);
    expect(credential.id).toBe(`${publicUrl}/c/awd_${fact.award}`);
    const own = JSON.parse(await (await registry.get(`/c/awd_${fact.award}.json`)).text()) as typeof credential;
    expect(credential.credentialStatus.statusListIndex).not.toBe(own.credentialStatus.statusListIndex);
    expect(await verify(credential)).toMatchObject({ verdict: 'VALID' });
    expect([await stateOf(made.offer?.id), await stateOf(made.offer?.id, person)]).toEqual(['TAKEN', 'TAKEN']);
    registry.forward(5_000);
    await harbour.revoke(fact);
    expect(await verify(credential)).toMatchObject({ verdict: 'INVALID' });
  });

  it('gives the credential as a token to a wallet that wants one', async () => {
    const fact = await harbour.award();
    const { uri, transactionCode } = await offer(fact.award);
    const wallet = new Wallet(ask);
    const credential = (await wallet.take(uri, transactionCode, 'OpenBadgeCredential_jwt_vc_json')) as string;
    const [head = '', claims = ''] = credential.split('.').map((part) => Buffer.from(part, 'base64url').toString());
    expect(JSON.parse(head)).toMatchObject({ alg: 'ES256' });
    expect(JSON.parse(claims)).toMatchObject({ sub: wallet.did });
    expect(await verify(credential)).toMatchObject({ verdict: 'VALID' });
  });

  it('gives it with selective disclosure, bound to the wallet’s key', async () => {
    const { uri, transactionCode } = await offer((await harbour.award()).award);
    const wallet = new Wallet(ask);
    const credential = (await wallet.take(uri, transactionCode, 'OpenBadgeCredential_dc+sd-jwt')) as string;
    const [token = ''] = credential.split('~');
    const [head, claims] = token.split('.').slice(0, 2).map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>);
    expect(head).toMatchObject({ typ: 'dc+sd-jwt', alg: 'ES256' });
    expect(claims).toMatchObject({ cnf: { jwk: { kty: 'OKP' } }, credentialSubject: { id: wallet.did } });
    expect(await verify(credential)).toMatchObject({ verdict: 'VALID' });
  });

  it('carries what others have said of the award, its achievement and its issuer', async () => {
    const fact = await harbour.award();
    const guild = await new Provider(registry).introduce();
    const did = async (name: string, type: string, input: object, principal: Principal) =>
      (await registry.ask<Record<string, { endorsement: { id: string } }>>(`mutation ($input: ${type}!) { ${name}(input: $input) { endorsement { id } } }`, { input }, principal))[name]?.endorsement.id;
    for (const subject of [{ awardId: `awd_${fact.award}` }, { achievementVersionId: `acv_${harbour.achievementVersion}` }, { issuerId: `iss_${harbour.issuer}` }]) {
      const id = await did('endorse', 'EndorseInput', { endorserId: `iss_${guild.issuer}`, subject, comment: 'Well built.' }, guild.administrator);
      await did('acceptEndorsement', 'EndorsementIdInput', { id }, harbour.administrator);
    }
    const { uri, transactionCode } = await offer(fact.award);
    const credential = (await new Wallet(ask).take(uri, transactionCode)) as JsonObject & {
      endorsement: JsonObject[];
      issuer: { endorsement: JsonObject[] };
      credentialSubject: { achievement: { endorsement: JsonObject[] } };
    };
    expect([credential.endorsement, credential.credentialSubject.achievement.endorsement, credential.issuer.endorsement].map((one) => one.length)).toEqual([1, 1, 1]);
    expect(await verify(credential)).toMatchObject({ verdict: 'VALID' });
    expect(await verify(credential.endorsement[0])).toMatchObject({ verdict: 'VALID' });
  });

  it('is good once: neither the codes nor the token work again', async () => {
    const { uri, transactionCode } = await offer((await harbour.award()).award);
    const token = (await redeem(uri, transactionCode)).body['access_token'] as string;
    expect(await redeem(uri, transactionCode)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    const wallet = new Wallet(ask);
    const { issuer } = await wallet.open(uri);
    const request = async () => {
      const { c_nonce: nonce } = await wallet.client.requestNonce({ issuerMetadata: issuer });
      return { credential_configuration_id: 'OpenBadgeCredential_ldp_vc', proofs: { jwt: [await wallet.proof(issuer, nonce)] } };
    };
    expect((await post('/wallet/credential', await request(), token)).status).toBe(200);
    expect(await post('/wallet/credential', await request(), token)).toMatchObject({ status: 401, body: { error: 'invalid_token' } });
  });

  it('locks after five wrong transaction codes, for the right one too', async () => {
    const { uri, transactionCode, offer: made } = await offer((await harbour.award()).award);
    for (let guess = 1; guess <= 5; guess += 1) {
      expect(await stateOf(made?.id)).toBe('OFFERED');
      expect(await redeem(uri, wrong(transactionCode))).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    }
    expect(await redeem(uri, transactionCode)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    expect(await stateOf(made?.id)).toBe('LOCKED');
  });

  it('refuses a nonce that was used, one of its own making, a proof for another audience, and requests that name nothing', async () => {
    const wallet = new Wallet(ask);
    const opened = async () => {
      const { uri, transactionCode } = await offer((await harbour.award()).award);
      return { token: (await redeem(uri, transactionCode)).body['access_token'] as string, issuer: (await wallet.open(uri)).issuer };
    };
    const [one, two] = [await opened(), await opened()];
    const { c_nonce: nonce } = await wallet.client.requestNonce({ issuerMetadata: one.issuer });
    const request = async (given: string) => ({ credential_configuration_id: 'OpenBadgeCredential_ldp_vc', proofs: { jwt: [await wallet.proof(one.issuer, given)] } });
    expect((await post('/wallet/credential', await request(nonce), one.token)).status).toBe(200);
    expect(await post('/wallet/credential', await request(nonce), two.token)).toMatchObject({ status: 400, body: { error: 'invalid_nonce' } });
    expect(await post('/wallet/credential', await request('of-my-own'), two.token)).toMatchObject({ status: 400, body: { error: 'invalid_nonce' } });
    const fresh = (await wallet.client.requestNonce({ issuerMetadata: one.issuer })).c_nonce;
    const elsewhere = structuredClone(two.issuer) as typeof two.issuer;
    elsewhere.credentialIssuer.credential_issuer = 'https://elsewhere.example/wallet';
    const foreign = { credential_configuration_id: 'OpenBadgeCredential_ldp_vc', proofs: { jwt: [await wallet.proof(elsewhere, fresh)] } };
    expect(await post('/wallet/credential', foreign, two.token)).toMatchObject({ status: 400, body: { error: 'invalid_proof' } });
    expect(await post('/wallet/credential', await request(fresh), 'no-token')).toMatchObject({ status: 401, body: { error: 'invalid_token' } });
    expect(await post('/wallet/credential', {}, two.token)).toMatchObject({ body: { error: 'invalid_credential_request' } });
    expect(await post('/wallet/credential', { credential_configuration_id: 'toString' }, two.token)).toMatchObject({ body: { error: 'unknown_credential_configuration' } });
    expect(await post('/wallet/token', { grant_type: 'authorization_code' })).toMatchObject({ body: { error: 'unsupported_grant_type' } });
    expect((await post('/wallet/credential', await request(fresh), two.token)).status).toBe(200);
  });

  it('is not made by strangers, without the right, or for an award that is not in force', async () => {
    const fact = await harbour.award();
    const codes = async (principal?: Principal) => (await offer(fact.award, principal)).userErrors.map(({ code }) => code);
    expect(await codes(principalOf({ actor: newId(), tenant: newId(), rights: ['ADMINISTER', 'AWARD'] }))).toEqual(['NOT_FOUND']);
    expect(await codes(principalOf({ actor: newId(), tenant: harbour.tenant, rights: ['REVIEW'] }))).toEqual(['GRANT_MISSING']);
    const made = await offer(fact.award, staff());
    await harbour.revoke(fact);
    expect(await codes(staff())).toEqual(['AWARD_NOT_ACTIVE']);
    const token = (await redeem(made.uri, made.transactionCode)).body['access_token'] as string;
    const wallet = new Wallet(ask);
    const { issuer } = await wallet.open(made.uri);
    const { c_nonce: nonce } = await wallet.client.requestNonce({ issuerMetadata: issuer });
    const request = { credential_configuration_id: 'OpenBadgeCredential_ldp_vc', proofs: { jwt: [await wallet.proof(issuer, nonce)] } };
    expect(await post('/wallet/credential', request, token)).toMatchObject({ status: 400, body: { error: 'credential_request_denied' } });
  });

  // The last one: it moves the registry's clock far away from the wallet's.
  it('lapses, and ends with a later offer of the same award', async () => {
    const fact = await harbour.award();
    const [first, second] = [await offer(fact.award), await offer(fact.award)];
    expect([await stateOf(first.offer?.id), (await redeem(first.uri, first.transactionCode)).status]).toEqual(['WITHDRAWN', 400]);
    registry.forward(15 * 60_000);
    expect([await stateOf(second.offer?.id), (await redeem(second.uri, second.transactionCode)).status]).toEqual(['LAPSED', 400]);
  });
});
