import { createHash, randomBytes } from 'node:crypto';
import { type KeyAlgorithm, readPublicKey, signatureHolds } from '@cairn/credentials';
import { newId } from '@cairn/postgres';
import { softToken, testUnless, tokenMissing } from '@cairn/testkit';
import { Provider } from '../testing/provider.js';
import { VerificationRegistry } from '../testing/verification-registry.js';
import { Pkcs11Token } from './pkcs11-token.js';

const check = `query ($input: VerifyCredentialInput!) { verifyCredential(input: $input) { verdict steps { step outcome code } } }`;
const documentsOf = `query ($awards: [_Any!]!) { _entities(representations: $awards) { ... on Award { credential { document compact } } } }`;

const sound = testUnless(tokenMissing);

describe('signing keys in a PKCS#11 token', () => {
  const token = tokenMissing === undefined ? softToken() : undefined;
  afterAll(() => token?.remove());

  sound('sign under each algorithm, and none can be taken out', async () => {
    const opened = await Pkcs11Token.open(token!.address);
    try {
      for (const algorithm of ['ES256', 'RS256', 'EdDSA'] as const satisfies readonly KeyAlgorithm[]) {
        const id = newId();
        const publicKeyJwk = await opened.make(id, algorithm);
        const handle = opened.find(id);
        if (!handle) throw new Error('the key is not there');
        const message = randomBytes(200);
        const signature = opened.sign(handle, algorithm, message);
        const key = readPublicKey({ publicKeyJwk });
        expect([algorithm, key && signatureHolds(key, message, signature)]).toEqual([algorithm, true]);
        expect(key && signatureHolds(key, randomBytes(200), signature)).toBe(false);
        expect(opened.reveals(handle)).toBe(false);
      }
      expect(opened.find(newId())).toBeUndefined();
    } finally {
      opened.close();
    }
  });

  sound('are refused with a wrong PIN, and where there is no such token', async () => {
    await expect(Pkcs11Token.open({ ...token!.address, pin: '0000000' })).rejects.toThrow(/PIN_INCORRECT/);
    await expect(Pkcs11Token.open({ ...token!.address, label: 'another' })).rejects.toThrow(/no token with the label another/);
  });

  sound('sign documents and tokens that verify, while the database has no private key', async () => {
    const registry = await VerificationRegistry.open(undefined, undefined, token!.address);
    try {
      const provider = await new Provider(registry).introduce();
      const { award } = await provider.award();
      const { _entities } = await registry.ask<{ _entities: [{ credential: { document: object; compact: string } }] }>(documentsOf, { awards: [{ __typename: 'Award', id: `awd_${award}` }] });
      const { document, compact } = _entities[0].credential;
      expect(await registry.ask(check, { input: { document } })).toMatchObject({ verifyCredential: { verdict: 'VALID' } });
      expect(compact.split('.')).toHaveLength(3);
      const keys = await registry.test.database.work((tx) => tx.query('SELECT custody FROM signing_key WHERE tenant_id = $1 ORDER BY generation', [provider.tenant]));
      expect(keys).toEqual([{ custody: 'TOKEN' }, { custody: 'TOKEN' }]);
      const list = await registry.get(new URL((document as { credentialStatus: { statusListCredential: string } }).credentialStatus.statusListCredential).pathname);
      expect([list.status, createHash('sha256').update(await list.text()).digest('hex')]).toEqual([200, expect.any(String)]);
    } finally {
      await registry.close();
      await registry.test.close();
    }
  });
});
