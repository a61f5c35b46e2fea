import { isObject, stringsOf, type JsonObject } from '../json/json.js';
import { CREDENTIALS_V2 } from '../contexts/bundled-contexts.js';

/** Claims about the token, not part of the credential it carries; each repeats something the credential says. */
const REGISTERED = ['iss', 'sub', 'aud', 'exp', 'nbf', 'iat', 'jti', 'cnf', 'nonce', 'vc'];

/**
 * The credential inside a JWT's payload: the payload without its registered claims (Open Badges 3.0 §8.2, VC-JOSE-COSE), or an
 * older payload's `vc` claim, to which the registered claims add what it leaves out (VC 1.1 §6.3.1). What both state is left as the
 * credential states it: whether they agree is judged with the proof.
 */
export function credentialOfClaims(claims: JsonObject): JsonObject {
  const older = claims['vc'];
  if (isObject(older)) return completed(older, claims);
  return Object.fromEntries(Object.entries(claims).filter(([name]) => !REGISTERED.includes(name)));
}

function completed(credential: JsonObject, claims: JsonObject): JsonObject {
  const newer = stringsOf(credential['@context'])[0] === CREDENTIALS_V2;
  const from = newer ? 'validFrom' : 'issuanceDate';
  const until = newer ? 'validUntil' : 'expirationDate';
  const whole: JsonObject = { ...credential };
  const add = (member: string, value: string | undefined) => {
    if (value !== undefined && whole[member] === undefined) whole[member] = value;
  };
  add('id', textOf(claims['jti']));
  add(from, instantOf(claims['nbf']));
  add(until, instantOf(claims['exp']));
  add('issuer', textOf(claims['iss']));
  const { issuer, credentialSubject: subject } = whole;
  const [iss, sub] = [textOf(claims['iss']), textOf(claims['sub'])];
  if (iss && isObject(issuer) && issuer['id'] === undefined) whole['issuer'] = { ...issuer, id: iss };
  if (sub && isObject(subject) && subject['id'] === undefined)
    whole['credentialSubject'] = { ...subject, id: sub };
  return whole;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** Seconds since 1970 to a date-time; undefined where there is no such date. */
function instantOf(value: unknown): string | undefined {
  if (typeof value !== 'number') return undefined;
  const instant = new Date(value * 1000);
  return Number.isNaN(instant.getTime()) ? undefined : instant.toISOString().replace('.000Z', 'Z');
}
