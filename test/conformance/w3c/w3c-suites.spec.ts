import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describeUnless, type RegistryProcess, startRegistry, TlsFront } from '@cairn/testkit';
import { type Endpoints, runSuite } from './w3c-suite.js';

const checkout = process.env['CAIRN_W3C_SUITES'];
const absent =
  checkout !== undefined && existsSync(checkout)
    ? undefined
    : 'no checkout of the W3C suites in CAIRN_W3C_SUITES (see docs/conformance.md)';

describeUnless(absent)('the W3C suite', () => {
  let front: TlsFront;
  let registry: RegistryProcess;
  let id: string;

  beforeAll(async () => {
    front = await TlsFront.open();
    registry = await startRegistry('embedded', {
      env: { CAIRN_PUBLIC_URL: front.url, CAIRN_VC_API: 'on', CAIRN_BACKGROUND_SIGNING: 'off' },
    });
    front.standBefore(registry.url);
    const credential = {
      '@context': ['https://www.w3.org/ns/credentials/v2'],
      type: ['VerifiableCredential'],
      credentialSubject: { id: 'urn:uuid:1' },
    };
    const { body } = await front.post('/vc-api/credentials/issue', { credential });
    id = (body as { verifiableCredential: { issuer: string } }).verifiableCredential.issuer;
  }, 120_000);
  afterAll(async () => {
    await registry.stop();
    await front.close();
  });

  /** @param paths suite of the VC-API by the tags that ask for it */
  const endpoints = (paths: Readonly<Record<string, readonly string[]>>): Endpoints => {
    const at = (what: string) =>
      Object.entries(paths).map(([path, tags]) => ({
        id,
        endpoint: `${front.url}/vc-api${path}/${what}`,
        tags: [...tags],
        supports: { vc: ['1.1', '2.0'] },
      }));
    return {
      issuers: at('credentials/issue'),
      verifiers: at('credentials/verify'),
      vpVerifiers: at('presentations/verify').map((one) => ({
        ...one,
        tags: one.tags.filter((tag) => tag !== 'EnvelopingProof'),
      })),
    };
  };

  it.each<[string, Readonly<Record<string, readonly string[]>>, number]>([
    ['vc-data-model-2.0-test-suite', { '': ['vc2.0'], '/vc-jose-cose': ['EnvelopingProof'] }, 59],
    ['vc-di-eddsa-test-suite', { '': ['eddsa-rdfc-2022'], '/eddsa-jcs-2022': ['eddsa-jcs-2022'] }, 57],
    ['vc-bitstring-status-list-test-suite', { '': ['BitstringStatusList'] }, 19],
  ])(
    '%s passes',
    async (name, paths, expected) => {
      const { passed, pending, failed } = await runSuite(
        join(String(checkout), name),
        front.url,
        endpoints(paths),
      );
      console.info(`${name}: ${passed} passed, ${failed.length} failed, ${pending} pending`);
      expect(failed).toEqual([]);
      expect(passed).toBeGreaterThanOrEqual(expected);
    },
    300_000,
  );
});
