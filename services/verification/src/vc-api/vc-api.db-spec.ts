import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { bitAt, decodeBitstring, type JsonObject, multikeyOfJwk, newSigningKey, signerOf, signSelectiveBase } from '@cairn/credentials';
import { ServiceUnderTest } from '@cairn/testkit';
import { Client } from 'pg';
import { createVerificationApp, migrations } from '../app.js';

const threadOptions = ['--import', fileURLToPath(new URL('../../../../deploy/launcher/typescript.mjs', import.meta.url))];
const publicUrl = 'https://registry.example';
const credential = (over: JsonObject = {}): JsonObject => ({
  '@context': ['https://www.w3.org/ns/credentials/v2', 'https://www.w3.org/ns/credentials/examples/v2'],
  type: ['VerifiableCredential', 'ExampleAlumniCredential'],
  credentialSubject: { id: 'did:example:abc', alumniOf: 'Harbour University' },
  ...over,
});
type Secured = JsonObject & { issuer: string; credentialStatus: JsonObject; proof: [JsonObject, ...JsonObject[]] };

const open = (vcApi: boolean) =>
  ServiceUnderTest.open({
    name: 'verification',
    migrations,
    create: (config, platform) => createVerificationApp({ ...config, backgroundSigning: false, threadOptions, vcApi }, platform),
    platform: { publicUrl },
  });

/** The event leaves by itself, in a moment. */
async function waitFor(isSo: () => boolean): Promise<void> {
  for (let again = 0; !isSo() && again < 100; again += 1) await pause(50);
  expect(isSo()).toBe(true);
}

describe('the VC-API', () => {
  let service: ServiceUnderTest;
  beforeAll(async () => void (service = await open(true)), 60_000);
  afterAll(() => service.close());

  const post = async (path: string, body: unknown) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const response = await service.send(null, 'POST', `/vc-api/${path}`, { headers: { 'content-type': 'application/json' }, body: text });
    return { status: response.status, body: (await response.json()) as JsonObject };
  };
  const issue = async (over: JsonObject = {}, suite = '') => {
    const answer = await post(`${suite}credentials/issue`, { credential: credential(over) });
    expect([answer.status, answer.body]).toEqual([201, { verifiableCredential: expect.anything() }]);
    return answer.body['verifiableCredential'] as Secured;
  };
  const verify = (verifiableCredential: JsonObject) => post('credentials/verify', { verifiableCredential });

  it.each(['', 'eddsa-jcs-2022/'])('issues and verifies in the suite %p, under one did:key', async (suite) => {
    const issued = await issue({}, suite);
    const [proof] = issued.proof;
    expect(proof).toMatchObject({ cryptosuite: suite ? 'eddsa-jcs-2022' : 'eddsa-rdfc-2022', proofPurpose: 'assertionMethod' });
    expect(proof['verificationMethod']).toBe(`${issued.issuer}#${issued.issuer.slice('did:key:'.length)}`);
    expect(await verify(issued)).toEqual({ status: 200, body: { verified: true, checks: expect.arrayContaining(['proof', 'revocation']), warnings: [] } });
    const forged = { ...issued, credentialSubject: { id: 'did:example:abc', alumniOf: 'Other University' } };
    expect(await verify(forged)).toMatchObject({ status: 400, body: { code: 'SIGNATURE_WRONG' } });
  });

  it('issues and verifies an enveloped credential', async () => {
    const issued = await issue({}, 'vc-jose-cose/');
    expect(issued).toMatchObject({ type: 'EnvelopedVerifiableCredential', id: expect.stringMatching(/^data:application\/vc\+jwt,ey/) });
    expect((await verify(issued)).status).toBe(200);
    expect((await verify({ ...issued, id: `${String(issued['id']).slice(0, -9)}AAAAAAAAA` })).status).toBe(400);
  });

  it('gives each a place of its own in a list that is served and clear', async () => {
    const [one, other] = [await issue(), await issue()];
    const places = [one, other].map(({ credentialStatus }) => credentialStatus['statusListIndex']);
    expect(new Set(places).size).toBe(2);
    const { pathname } = new URL(String(one.credentialStatus['statusListCredential']));
    const list = (await (await service.send(null, 'GET', pathname, {})).json()) as { issuer: string; credentialSubject: { encodedList: string } };
    expect(list.issuer).toBe(one.issuer);
    const decoded = decodeBitstring(list.credentialSubject.encodedList);
    expect(decoded.ok && bitAt(decoded.bits, Number(places[0]))).toBe(false);
  });

  it('keeps what it signed together with its event', async () => {
    const issued = await issue();
    const client = new Client({ connectionString: service.test.workerUrl });
    await client.connect();
    const { rows } = await client.query<{ document: string; digest: string }>(
      `SELECT document, digest FROM further_document WHERE kind = 'VC_API' ORDER BY id DESC LIMIT 1`,
    );
    await client.end();
    expect(rows[0]?.document).toBe(JSON.stringify(issued));
    await waitFor(() => service.bus.published.some(({ value }) => value.includes(String(rows[0]?.digest))));
  });

  it.each<[string, unknown]>([
    ['no JSON', '{'],
    ['a duplicate member', '{"credential":{},"credential":{}}'],
    ['no object', []],
    ['no credential', {}],
    ['a credential that is text', { credential: 'x' }],
    ['options that are no object', { credential: credential(), options: 3 }],
    ['contexts in the wrong order', { credential: credential({ '@context': ['https://www.w3.org/ns/credentials/examples/v2'] }) }],
    ['a context nobody knows', { credential: credential({ '@context': ['https://www.w3.org/ns/credentials/v2', 'https://evil.example/c'] }) }],
    ['another issuer', { credential: credential({ issuer: 'did:web:other.example' }) }],
    ['no subject', { credential: credential({ credentialSubject: {} }) }],
    ['a date without zone', { credential: credential({ validFrom: '2026-01-01' }) }],
    ['terms of use without type', { credential: credential({ termsOfUse: [{ id: 'urn:x:1' }] }) }],
  ])('refuses to issue for %s', async (_what, body) => {
    const answer = await post('credentials/issue', body);
    expect([answer.status, typeof answer.body['detail']]).toEqual([400, 'string']);
  });

  it('verifies presentations by their proof, their challenge and every credential in them', async () => {
    const unsigned = { '@context': ['https://www.w3.org/ns/credentials/v2'], type: ['VerifiablePresentation'], verifiableCredential: [await issue()] };
    expect((await post('presentations/verify', { verifiablePresentation: unsigned })).status).toBe(200);
    const forged = { ...unsigned, verifiableCredential: [{ ...(await issue()), validFrom: '2020-01-01T00:00:00Z' }] };
    expect((await post('presentations/verify', { verifiablePresentation: forged })).status).toBe(400);
    expect((await post('presentations/verify', { verifiablePresentation: { ...unsigned, type: ['Presentation'] } })).status).toBe(400);
    expect((await post('presentations/verify', { verifiablePresentation: { ...unsigned, verifiableCredential: ['https://x.example'] } })).status).toBe(400);
  });

  it('shortens what was signed for it, and nothing else', async () => {
    const key = newSigningKey('ES256');
    const twin = multikeyOfJwk(key.publicKeyJwk) ?? '';
    const signed = await signSelectiveBase(
      { ...credential({ '@context': ['https://www.w3.org/ns/credentials/v2'] }), credentialSubject: { id: 'urn:uuid:1', name: 'Ada', description: 'x' }, type: ['VerifiableCredential'], issuer: `did:key:${twin}` },
      signerOf(key, `did:key:${twin}#${twin}`),
      new Date('2026-03-01T00:00:00Z'),
      { mandatory: ['/issuer'] },
    );
    if (!signed.ok) throw new Error(signed.detail);
    const derive = (verifiableCredential: JsonObject, selectivePointers: unknown) =>
      post('credentials/derive', { verifiableCredential, options: { selectivePointers } });
    const derived = await derive(signed.document, ['/credentialSubject/name']);
    expect(derived.status).toBe(201);
    const shortened = derived.body['verifiableCredential'] as JsonObject;
    expect(shortened['credentialSubject']).toEqual({ id: 'urn:uuid:1', name: 'Ada' });
    expect((await verify(shortened)).status).toBe(200);
    expect((await derive(signed.document, ['/nothing'])).body).toMatchObject({ status: 400, code: 'POINTER_WRONG' });
    expect((await derive(signed.document, 'x')).status).toBe(400);
    expect((await derive(await issue(), ['/issuer'])).body).toMatchObject({ status: 400, code: 'BASE_PROOF_MISSING' });
  });

  it('knows no other suite', async () => expect((await post('bbs-2023/credentials/issue', {})).status).toBe(404));
});

describe('the VC-API that was not switched on', () => {
  it('is not there', async () => {
    const service = await open(false);
    const response = await service.send(null, 'POST', '/vc-api/credentials/issue', { body: JSON.stringify({ credential: credential() }) });
    await service.close();
    expect(response.status).toBe(404);
  }, 60_000);
});
