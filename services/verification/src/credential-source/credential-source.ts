import { accepted, type Decision, refusal, refused } from '@cairn/access';

export type SourceState =
  /** The host is asked how it lets in, and we make ourselves known to it. */
  | 'PREPARING'
  /** The person is to agree there. */
  | 'AUTHORISING'
  /** What the host sent back with the person is exchanged for tokens. */
  | 'CONNECTING'
  | 'CONNECTED'
  /** Nothing more is read unless the person connects it again. */
  | 'FAILED'
  /** The person wants it no more; what the host gave is given back. Shown to nobody. */
  | 'LEAVING';

export type SourceFault =
  /** An address leads to a network that is not public, or is not https. */
  | 'ADDRESS_NOT_ALLOWED'
  /** No connection, no valid certificate, or no complete answer in time. */
  | 'NOT_ANSWERING'
  | 'REDIRECTED'
  /** Any answer that is no success and has no word of its own here. */
  | 'STATUS_NOT_OK'
  /** What it says of itself is no Service Description Document of Open Badges 3.0. */
  | 'NO_DESCRIPTION'
  /** It did not take us as a client, or knows us no more. */
  | 'CLIENT_REFUSED'
  /** The person, or the host, did not agree; or nobody came back within an hour. */
  | 'NOT_AGREED'
  /** The host takes our tokens no more, or gave none. */
  | 'SHUT_OUT'
  /** A list that cannot be read. */
  | 'LIST_INVALID'
  /** It counts more credentials than it hands out. */
  | 'LIST_INCOMPLETE'
  /** Its list has no end: the same pages come again and again, or more than anybody holds. */
  | 'LIST_ENDLESS';

/** What the last reading of a list came to. */
export interface SourceReading {
  readonly at: Date;
  /** Whether the whole list was asked for. */
  readonly whole: boolean;
  /** Credentials that were handed out. */
  readonly listed: number;
  readonly added: number;
  readonly replaced: number;
  /** By the code of the refusal. */
  readonly notTaken: Readonly<Record<string, number>>;
}

/** A host of Open Badges 3.0 from which a person has his credentials read. Ids are bare. */
export interface CredentialSource {
  readonly tenant: string;
  readonly id: string;
  readonly earner: string;
  readonly account: string;
  /** Base of its API, as `https://host.example/ims/ob/v3p0`. */
  readonly url: string;
  /** Where the host sends the person back to: a page of the front end that he uses. */
  readonly returnTo: string;
  /** What the host calls itself; null until it was asked. */
  readonly name: string | null;
  readonly state: SourceState;
  readonly fault: SourceFault | null;
  readonly connectedAt: Date | null;
  readonly reading: SourceReading | null;
  readonly nextAt: Date | null;
  readonly createdAt: Date;
}

/** Most sources of one person in a tenant. */
export const sourcesMax = 20;
const addressMax = 512;

/** @param urlFault why an address may not be called, half a sentence */
export function checkSource(url: string, returnTo: string, urlFault: (url: string) => string | undefined): Decision<{ url: string; returnTo: string }> {
  const base = url.trim().replace(/\/+$/, '').replace(/\/(discovery|credentials)$/, '');
  const fault = base.length > addressMax ? 'it is too long' : (urlFault(base) ?? (/[?#]/.test(base) ? 'it has a query or a fragment' : undefined));
  const refusals = [
    ...(fault === undefined ? [] : [refusal('ADDRESS_NOT_ALLOWED', `The address may not be called: ${fault}.`, 'url')]),
    ...(isPage(returnTo) ? [] : [refusal('INVALID_VALUE', 'The page that the host sends the person back to is an https address without user and fragment.', 'returnTo')]),
  ];
  return refusals.length > 0 ? refused(...refusals) : accepted({ url: base, returnTo });
}

function isPage(address: string): boolean {
  if (address.length > addressMax || !URL.canParse(address) || /[*#\\\s]/.test(address)) return false;
  const { protocol, username, password } = new URL(address);
  return protocol === 'https:' && !username && !password;
}

/**
 * Whether an answer came from the authorisation server that the person was sent to: one that names itself names that one (RFC
 * 9207), so that no other host slips the answer of a third one in.
 *
 * @param issuer `iss` of the answer; null: it had none
 */
export const isFrom = (issuer: string | null, authorizationUrl: string): boolean =>
  issuer === null || (URL.canParse(issuer) && new URL(issuer).origin === new URL(authorizationUrl).origin);
