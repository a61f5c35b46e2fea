import { accepted, type Decision, refusal, refused } from '@cairn/access';

/** A host of somebody else that takes learner records in, as the tenant told of it. */
export interface RecordHost {
  readonly tenant: string;
  readonly id: string;
  readonly name: string;
  /** Base of its CLR 2.0 API; records are posted to `<url>/credentials`. */
  readonly url: string;
  /** Where it gives out access tokens (OAuth 2.0, client credentials). */
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly createdAt: Date;
}

/** What somebody states about a host. */
export type StatedHost = Pick<RecordHost, 'name' | 'url' | 'tokenUrl' | 'clientId'>;

/** Most hosts of one tenant. */
export const hostsMax = 20;
const nameMax = 100;
const clientIdMax = 300;
const secretMax = 1_000;

/** @param urlFault why an address may not be called, half a sentence */
export function checkRecordHost(stated: StatedHost, urlFault: (url: string) => string | undefined): Decision<StatedHost> {
  const [name, clientId] = [stated.name.trim(), stated.clientId.trim()];
  const url = stated.url.replace(/\/+$/, '');
  const refusals = [
    ...(isPlain(name, nameMax) ? [] : [refusal('INVALID_VALUE', `A name has 1 to ${nameMax} characters and no control characters.`, 'name')]),
    ...(isPlain(clientId, clientIdMax) ? [] : [refusal('INVALID_VALUE', `The client's id has 1 to ${clientIdMax} characters.`, 'clientId')]),
    ...addressRefusals(url, 'url', urlFault),
    ...addressRefusals(stated.tokenUrl, 'tokenUrl', urlFault),
  ];
  return refusals.length > 0 ? refused(...refusals) : accepted({ name, url, tokenUrl: stated.tokenUrl, clientId });
}

/** The client's secret, as the host gave it. */
export const checkSecret = (secret: string): Decision<string> =>
  isPlain(secret, secretMax) ? accepted(secret) : refused(refusal('INVALID_VALUE', `A secret has 1 to ${secretMax} characters.`, 'clientSecret'));

function addressRefusals(url: string, field: 'url' | 'tokenUrl', urlFault: (url: string) => string | undefined) {
  const fault = urlFault(url) ?? (/[?#]/.test(url) ? 'it has a query or a fragment' : undefined);
  return fault === undefined ? [] : [refusal('ADDRESS_NOT_ALLOWED', `The address may not be called: ${fault}.`, field)];
}

const isPlain = (text: string, max: number): boolean => text !== '' && text.length <= max && !/\p{Cc}/u.test(text);
