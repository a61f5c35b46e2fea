import type { ExecuteOptions, RegistryClient } from '@cairn/client';

export type Verdict = 'VALID' | 'INVALID' | 'UNKNOWN';

/** What the registry found when it checked a credential. */
export interface Verification {
  readonly verdict: Verdict;
  readonly ours: boolean;
  readonly asOf: string;
  readonly statusAsOf: string | null;
  readonly steps: readonly { readonly step: string; readonly outcome: Verdict; readonly code: string | null; readonly message: string }[];
}

export const verifyQuery = `query ($input: VerifyCredentialInput!) {
  verifyCredential(input: $input) { verdict ours asOf statusAsOf steps { step outcome code message } }
}`;

/** Has a credential checked: by its document, or by its public address in the registry. */
export async function verifyCredential(
  client: RegistryClient,
  input: { readonly document?: unknown; readonly url?: string; readonly asOf?: string },
  options: ExecuteOptions = {},
): Promise<Verification> {
  return (await client.execute<{ verifyCredential: Verification }>(verifyQuery, { input }, options)).verifyCredential;
}
