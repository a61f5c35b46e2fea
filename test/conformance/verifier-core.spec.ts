import { readFileSync } from 'node:fs';
import {
  ACHIEVEMENT_CREDENTIAL_SCHEMA,
  buildAchievementCredential,
  buildStatusListCredential,
  bundledContexts,
  didKeyOf,
  emptyBitstring,
  issueCredential,
  keyIdOf,
  newSigningKey,
  setBit,
  signDocument,
  type JsonObject,
} from '@cairn/credentials';
import { verifyCredential } from '@digitalcredentials/verifier-core';
import { sampleDetails } from './documents.fixture.js';

const key = newSigningKey();
const did = didKeyOf(key.publicKeyMultibase);
const signer = { privateKey: key.privateKey, verificationMethod: keyIdOf(did, key.publicKeyMultibase) };
const created = new Date('2026-03-01T10:05:00Z');
const listUrl = 'https://registry.example/status/1';

async function issued(): Promise<JsonObject> {
  const issuance = await issueCredential(buildAchievementCredential(sampleDetails(did)), signer, created);
  if (!issuance.ok) throw new Error(JSON.stringify(issuance.faults));
  return issuance.document;
}
async function listWith(revoked: boolean): Promise<JsonObject> {
  const bits = emptyBitstring();
  if (revoked) setBit(bits, 94567, true);
  const list = buildStatusListCredential({
    listUrl,
    issuerDid: did,
    purpose: 'revocation',
    bits,
    validFrom: created,
    ttlMs: 30_000,
  });
  return signDocument(list, signer, created);
}

const schemaFile = new URL(
  '../../libs/credentials/schemas/ob_v3p0_achievementcredential_schema.json',
  import.meta.url,
);
const schema = JSON.parse(readFileSync(schemaFile, 'utf8')) as JsonObject;

/** The verifier fetches contexts, status lists and schemas: it gets the bundle and our list, and nothing else. */
const online = globalThis.fetch;
let list: JsonObject;
beforeAll(async () => {
  list = await listWith(false);
  globalThis.fetch = async (input) => {
    const address = input instanceof Request ? input.url : String(input);
    const found =
      address === listUrl
        ? list
        : address === ACHIEVEMENT_CREDENTIAL_SCHEMA
          ? schema
          : bundledContexts.get(address);
    if (!found) return new Response('', { status: 404 });
    return new Response(JSON.stringify(found), { headers: { 'content-type': 'application/json' } });
  };
});
afterAll(() => {
  globalThis.fetch = online;
});

const judged = async (credential: JsonObject) => {
  const { log, errors, additionalInformation } = await verifyCredential({
    credential: structuredClone(credential) as never,
    knownDIDRegistries: [],
  });
  if (errors) return `refused: ${errors[0]?.name}`;
  const [schemaCheck] = additionalInformation ?? [];
  return {
    ...Object.fromEntries((log ?? []).map(({ id, valid, error }) => [id, error?.name ?? valid])),
    schema: schemaCheck?.results?.[0]?.result?.valid,
  };
};

describe('the verifier of the Digital Credentials Consortium', () => {
  it('accepts our credential by its schema, too, and reads our status list', async () =>
    expect(await judged(await issued())).toEqual({
      valid_signature: true,
      expiration: true,
      revocation_status: true,
      registered_issuer: false,
      schema: true,
    }));

  it('sees a revocation', async () => {
    list = await listWith(true);
    expect(await judged(await issued())).toMatchObject({ valid_signature: true, revocation_status: false });
    list = await listWith(false);
  });

  it.each<[string, (copy: JsonObject & { credentialSubject: JsonObject; proof: JsonObject[] }) => unknown]>([
    [
      'a changed result',
      (copy) => (copy.credentialSubject['result'] = [{ type: ['Result'], value: '4', status: 'Completed' }]),
    ],
    ['a removed status', (copy) => Reflect.deleteProperty(copy, 'credentialStatus')],
    ['a changed proof date', (copy) => (copy.proof[0]!['created'] = '2026-03-01T10:05:01Z')],
    ['a member no context defines', (copy) => (copy['grade'] = 'A')],
    ['no proof', (copy) => Reflect.deleteProperty(copy, 'proof')],
  ])('refuses it with %s', async (_what, change) => {
    const copy = structuredClone(await issued()) as Parameters<typeof change>[0];
    change(copy);
    expect(await judged(copy)).toMatch(/^refused: /);
  });
});
