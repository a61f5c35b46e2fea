import { idOf, isObject, stringsOf, type JsonObject } from '../json/json.js';
import { stepReporter, type StepResult } from '../verification/verdict.js';
import type { LinkedBadge } from './linked-documents.js';

const report = stepReporter('issuerIdentity');

/**
 * Step 6. The issuer's own document, found at its own address, names itself; and a hosted assertion lies where that document lets its
 * assertions lie (`startsWith`, `allowedOrigins`, else the issuer's own host; Open Badges 2.0, VerificationObject).
 */
export function issuerIdentityStep2({ issuer, kind, assertion, home }: LinkedBadge): StepResult {
  if (issuer.state !== 'READ')
    return report.unknown(
      'ISSUER_NOT_OBTAINED',
      `The issuer's own document was not obtained: ${issuer.state === 'MISSING' ? issuer.detail : 'it is no JSON'}.`,
    );
  const { document, observedAt } = issuer;
  // An issuer that is only embedded speaks for nobody: it is believed where it lies, and its own rules are not.
  const address =
    issuer.url ??
    (kind === 'HOSTED' && document['id'] === undefined ? addressOf(document['url']) : undefined);
  if (!address)
    return report.unknown(
      'ISSUER_NOT_ADDRESSED',
      'The issuer has no address at which it could be asked.',
      observedAt,
    );
  const id = idOf(document['id']) ?? address;
  if (hostOf(id) === undefined)
    return report.unknown(
      'ISSUER_NOT_ADDRESSED',
      'The issuer calls itself by something that is no address.',
      observedAt,
    );
  if (hostOf(id) !== hostOf(address))
    return report.invalid('ISSUER_DIFFERS', `The document at ${address} names ${id}.`, observedAt);
  if (kind === 'SIGNED')
    return report.valid('ISSUER_CONFIRMED', `The issuer is the one at ${address}.`, observedAt);
  const hostedAt = (home?.state === 'READ' ? home.url : undefined) ?? idOf(assertion['id']) ?? '';
  if (hostOf(hostedAt) === undefined)
    return report.unknown('ASSERTION_NOT_ADDRESSED', 'The assertion has no address.', observedAt);
  const rules = issuer.url === undefined ? undefined : document['verification'];
  return mayLieAt(hostedAt, isObject(rules) ? rules : {}, address)
    ? report.valid(
        'ISSUER_CONFIRMED',
        `The issuer at ${address} hosts its assertions where this one lies.`,
        observedAt,
      )
    : report.invalid(
        'HOST_NOT_ALLOWED',
        `The issuer at ${address} does not host its assertions where this one lies.`,
        observedAt,
      );
}

function mayLieAt(address: string, policy: JsonObject, issuerAddress: string): boolean {
  const prefixes = stringsOf(policy['startsWith']);
  const origins = stringsOf(policy['allowedOrigins']);
  if (prefixes.length)
    return prefixes.some((prefix) => hostOf(prefix) === hostOf(address) && address.startsWith(prefix));
  if (origins.length)
    return origins.some((origin) => (hostOf(origin) ?? origin.toLowerCase()) === hostOf(address));
  return hostOf(issuerAddress) === hostOf(address);
}

function addressOf(value: unknown): string | undefined {
  return typeof value === 'string' && hostOf(value) !== undefined ? value : undefined;
}

function hostOf(address: string): string | undefined {
  return /^https?:\/\//.test(address) && URL.canParse(address) ? new URL(address).host : undefined;
}
