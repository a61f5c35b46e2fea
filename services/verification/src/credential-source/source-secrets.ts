import { seal, unseal } from '@cairn/credentials';
import type { GivenTokens } from '../oauth-client/token-request.js';
import type { Asking } from './authorisation.js';
import type { CredentialSource } from './credential-source.js';

/** What is known of a source that nobody but its worker has use for. */
export interface SourceSecrets {
  /** What the person had proven when he last had to do with the source: by these names its credentials may mean him. */
  readonly names: readonly string[];
  /** Where the host asks the person, and gives tokens and takes them back. */
  readonly host?: { readonly authorizationUrl: string; readonly tokenUrl: string; readonly refreshUrl: string; readonly revocationUrl: string | null };
  /** Id of our own client there. */
  readonly client?: string;
  readonly asking?: Asking & { readonly address: string };
  readonly code?: string;
  readonly tokens?: HeldTokens;
}

export interface HeldTokens extends Pick<GivenTokens, 'access' | 'refresh'> {
  /** When the access token ends, milliseconds since 1970; null: the host does not say. */
  readonly endsAt: number | null;
}

export const tokensAt = ({ access, refresh, seconds }: GivenTokens, now: number): HeldTokens => ({ access, refresh, endsAt: seconds === null ? null : now + seconds * 1_000 });

type Place = Pick<CredentialSource, 'tenant' | 'id'>;

/** Sealed under the key of the person's backpack, which erasure destroys. */
export const sealSecrets = (key: Buffer, place: Place, secrets: SourceSecrets): Buffer => seal(Buffer.from(JSON.stringify(secrets)), key, binding(place));

/** Throws SealBroken. */
export const openSecrets = (key: Buffer, place: Place, sealed: Buffer): SourceSecrets => JSON.parse(unseal(sealed, key, binding(place)).toString()) as SourceSecrets;

const binding = ({ tenant, id }: Place) => ({ tenantId: tenant, keyId: `credential source ${id}` });
