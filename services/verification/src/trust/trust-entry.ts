import { accepted, type Decision, refusal, refused } from '@cairn/access';

/** What somebody wants a trust list to say. */
export interface WantedTrust {
  readonly list: string;
  readonly issuer: string;
  readonly name: string;
  readonly source: string | null;
  readonly from: Date;
  readonly until: Date | null;
}

const textMax = 200;
const issuerMax = 2_000;

/** Whether a trust list can say it; every fault at once. */
export function checkTrust(wanted: WantedTrust): Decision<WantedTrust> {
  const list = wanted.list.trim();
  const name = wanted.name.trim();
  const { issuer, from, until, source } = wanted;
  const faults = [
    ...(list.length < 1 || list.length > textMax ? [refusal('INVALID_VALUE', `The name of a list has 1 to ${textMax} characters.`, 'list')] : []),
    ...(name.length < 1 || name.length > textMax ? [refusal('INVALID_VALUE', `The name of an issuer has 1 to ${textMax} characters.`, 'name')] : []),
    ...(isIssuerId(issuer) ? [] : [refusal('INVALID_VALUE', 'An issuer is named by a DID or an https address, as its documents name it.', 'issuer')]),
    ...(source !== null && source.length > issuerMax ? [refusal('INVALID_VALUE', `A source has at most ${issuerMax} characters.`, 'source')] : []),
    ...(until !== null && until <= from ? [refusal('INVALID_VALUE', 'The end comes after the beginning.', 'until')] : []),
  ];
  return faults.length > 0 ? refused(...faults) : accepted({ ...wanted, list, name });
}

/** A DID or an address, as documents name issuers. */
export function isIssuerId(issuer: string): boolean {
  return issuer.length <= issuerMax && /^(did:[a-z0-9]+:\S+|https?:\/\/\S+)$/.test(issuer);
}
