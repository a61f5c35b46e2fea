import { readFileSync } from 'node:fs';

interface CoreResult {
  readonly log?: readonly { readonly id: string; readonly valid: boolean }[];
}

export interface VerifierCore {
  /** Verifies; throws when the signature is not found good. */
  verify(text: string): Promise<void>;
  close(): void;
}

const schema = readFileSync(new URL('../../../../libs/credentials/schemas/ob_v3p0_achievementcredential_schema.json', import.meta.url), 'utf8');

/**
 * `@digitalcredentials/verifier-core`. What it fetches for each credential (schema, status list, registries) is answered from
 * memory at once, in its favour: it is measured without a network.
 */
export async function openVerifierCore(): Promise<VerifierCore> {
  const { verifyCredential } = (await import('@digitalcredentials/verifier-core')) as unknown as {
    verifyCredential(asked: { credential: unknown; knownDIDRegistries: unknown[]; reloadIssuerRegistry: boolean }): Promise<CoreResult>;
  };
  const { fetch } = globalThis;
  globalThis.fetch = async (address) => {
    const body = String(address instanceof Request ? address.url : address).includes('schema') ? schema : '{}';
    return new Response(body, { status: 200, headers: { 'content-type': 'application/json' } });
  };
  return {
    async verify(text) {
      const { log } = await verifyCredential({ credential: JSON.parse(text), knownDIDRegistries: [], reloadIssuerRegistry: false });
      if (!log?.some(({ id, valid }) => id === 'valid_signature' && valid)) throw new Error(`verifier-core does not verify: ${JSON.stringify(log)}`);
    },
    close() {
      globalThis.fetch = fetch;
    },
  };
}
