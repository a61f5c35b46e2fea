import { idOf, isObject, type Json, type JsonObject } from '../json/json.js';

/**
 * The registered claims that say something else than the credential they carry (Open Badges 3.0 §8.2.4.1, VC 1.1 §6.3.1).
 * A reader of the claims and a reader of the credential must not come to different answers.
 * @returns names of claims; one that is no date where a date is due is named, too
 */
export function claimsThatDiffer(claims: JsonObject, document: JsonObject): string[] {
  const { credentialSubject: subject } = document;
  const pairs: [string, Json | undefined, Json | undefined][] = [
    ['iss', claims['iss'], idOf(document['issuer'])],
    ['jti', claims['jti'], idOf(document['id'])],
    ['sub', claims['sub'], isObject(subject) ? idOf(subject['id']) : undefined],
  ];
  const texts = pairs.filter(
    ([, claim, stated]) => claim !== undefined && stated !== undefined && claim !== stated,
  );
  const dates = (['nbf', 'exp', 'iat'] as const).filter((name) => {
    const claim = claims[name];
    if (claim === undefined) return false;
    const seconds = secondsOf(claim);
    if (seconds === undefined) return true;
    const stated = statedDate(document, name);
    return stated !== undefined && Math.floor(stated / 1000) !== Math.floor(seconds);
  });
  return [...texts.map(([name]) => name), ...dates];
}

/** A NumericDate as an instant; undefined when the claim is missing or is no date. */
export function instantOfClaim(claims: JsonObject, name: 'nbf' | 'exp' | 'iat'): Date | undefined {
  const seconds = secondsOf(claims[name]);
  return seconds === undefined ? undefined : new Date(seconds * 1000);
}

/** The last instant a Date can tell. */
const SECONDS_MAX = 8.64e12;

function secondsOf(claim: Json | undefined): number | undefined {
  return typeof claim === 'number' && Math.abs(claim) <= SECONDS_MAX ? claim : undefined;
}

function statedDate(document: JsonObject, name: 'nbf' | 'exp' | 'iat'): number | undefined {
  if (name === 'iat') return undefined;
  const members = name === 'nbf' ? ['validFrom', 'issuanceDate'] : ['validUntil', 'expirationDate'];
  const stated = members.map((member) => document[member]).find((value) => typeof value === 'string');
  const milliseconds = typeof stated === 'string' ? Date.parse(stated) : NaN;
  return Number.isNaN(milliseconds) ? undefined : milliseconds;
}
