import { accepted, type Decision, refusal, refused } from '@cairn/access';
import { rightScopes, walletScopes } from './scopes.js';

/** Metadata of a client that registers itself (RFC 7591, section 2), unread so far. */
export type ClientMetadata = Readonly<Record<string, unknown>>;

const urisMax = 10;
const uriLengthMax = 512;
const loopbacks = new Set(['localhost', '127.0.0.1', '[::1]']);
const pages = ['client_uri', 'logo_uri', 'tos_uri', 'policy_uri'];
/** Addresses that a server would fetch, and keys: what registers itself has no use for them here. */
const refusedMembers = ['jwks', 'jwks_uri', 'sector_identifier_uri', 'initiate_login_uri', 'backchannel_logout_uri', 'response_modes'];

/**
 * What may be registered. Redirect addresses are https on one host without user, fragment and wildcard, or (native
 * programs, RFC 8252) on a loopback address. Wallets ask for wallet scopes only; a front end that a tenant registers
 * may also ask for rights.
 *
 * @param forTenant whether a tenant's administrator registers it
 */
export function checkRegistration(metadata: ClientMetadata, forTenant: boolean): Decision<null> {
  const faults = [
    ...memberFaults(metadata),
    ...redirectFaults(metadata),
    ...scopeFaults(metadata.scope, forTenant ? [...walletScopes, ...rightScopes] : walletScopes),
  ];
  return faults.length === 0 ? accepted(null) : refused(...faults);
}

const invalid = (member: string, message: string) => refusal('INVALID_VALUE', `${member}: ${message}`, member);

function* memberFaults(metadata: ClientMetadata) {
  for (const member of refusedMembers) if (metadata[member] !== undefined) yield invalid(member, 'is not taken here');
  const { client_name: name, grant_types: grants, response_types: responses, token_endpoint_auth_method: method, contacts } = metadata;
  if (name !== undefined && (typeof name !== 'string' || name.length > 100 || /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(name))) {
    yield invalid('client_name', 'has at most 100 characters, none of them for control or direction');
  }
  if (grants !== undefined && !within(grants, ['authorization_code', 'refresh_token'])) yield invalid('grant_types', 'are authorization_code and refresh_token');
  if (responses !== undefined && !within(responses, ['code'])) yield invalid('response_types', 'is code');
  if (method !== undefined && !['none', 'client_secret_basic', 'client_secret_post'].includes(String(method))) {
    yield invalid('token_endpoint_auth_method', 'is none, client_secret_basic or client_secret_post');
  }
  if (contacts !== undefined && (!Array.isArray(contacts) || contacts.length > 10)) yield invalid('contacts', 'are at most 10');
}

function* redirectFaults(metadata: ClientMetadata) {
  const isNative = metadata.application_type === 'native';
  const hosts = new Set<string>();
  const logouts = metadata.post_logout_redirect_uris ?? [];
  const lists = { redirect_uris: metadata.redirect_uris, post_logout_redirect_uris: logouts };
  for (const [member, uris] of Object.entries(lists)) {
    if (!Array.isArray(uris) || uris.length > urisMax || (member === 'redirect_uris' && uris.length === 0)) {
      yield invalid(member, `is a list of 1 to ${urisMax} addresses`);
      continue;
    }
    for (const uri of uris) {
      if (!isAddress(uri, isNative)) yield invalid(member, isNative ? 'are https or loopback addresses' : 'are https addresses, without user, fragment or *');
      else hosts.add(new URL(uri).host);
    }
  }
  for (const member of pages) {
    const uri = metadata[member];
    if (uri === undefined) continue;
    if (!isAddress(uri, false)) yield invalid(member, 'is an https address');
    else if (!isNative) hosts.add(new URL(uri).host);
  }
  if (!isNative && hosts.size > 1) yield invalid('redirect_uris', 'all addresses are on one host');
}

function isAddress(uri: unknown, isNative: boolean): uri is string {
  if (typeof uri !== 'string' || uri.length > uriLengthMax || !URL.canParse(uri) || /[*#\\\s]/.test(uri)) return false;
  const { protocol, hostname, username, password } = new URL(uri);
  if (username || password) return false;
  if (protocol === 'https:') return !loopbacks.has(hostname);
  return isNative && protocol === 'http:' && loopbacks.has(hostname);
}

function* scopeFaults(scope: unknown, allowed: readonly string[]) {
  if (scope === undefined) return;
  const asked = typeof scope === 'string' ? scope.split(' ') : [];
  if (asked.length === 0 || asked.some((one) => !allowed.includes(one))) yield invalid('scope', `is of ${allowed.join(' ')}`);
}

const within = (given: unknown, allowed: readonly string[]): boolean => Array.isArray(given) && given.length > 0 && given.every((one) => allowed.includes(String(one)));
