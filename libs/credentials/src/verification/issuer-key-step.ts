import { keyInDidKey } from '../issuers/did-key.js';
import { enteredAt, historyKnownAt, type IssuerKey } from '../issuers/key-history.js';
import { idOf, type JsonObject } from '../json/json.js';
import type { VerificationEvidence, VerificationOptions } from './evidence.js';
import { wholeSecond } from './instant.js';
import { controllerOf, type SigningMark } from './proof-check.js';
import { keyOfMark } from './proof-key.js';
import { stepReporter, type StepResult } from './verdict.js';

const report = stepReporter('issuerKey');

/** Step 5. Did the issuer, by its own document and not by the signer's word, let this key assert things when the proof was made? */
export function issuerKeyStep(
  document: JsonObject,
  mark: SigningMark,
  evidence: VerificationEvidence,
  options: VerificationOptions,
): StepResult {
  const { verificationMethod: method } = mark;
  if (method?.startsWith('did:key:')) return didKeyFinding(method, idOf(document['issuer']));
  const { issuer } = evidence;
  if (issuer.outcome !== 'KNOWN') return selfAsserted(issuer.detail);
  const key = keyOfMark(issuer.keys, mark);
  if (!key) {
    // A profile that speaks of no keys at all denies none.
    if (!issuer.keys.length) return selfAsserted("the issuer's own document lists no key", issuer.observedAt);
    return report.invalid(
      'KEY_NOT_LISTED',
      'The issuer does not list the key that made the proof.',
      issuer.observedAt,
    );
  }
  if (!isOfIssuer(key, mark, issuer.id))
    return report.invalid(
      'KEY_CONTROLLER_WRONG',
      'The key is listed under another controller.',
      issuer.observedAt,
    );
  return key.history.length
    ? historyFinding(key, mark.created, evidence, options)
    : snapshotFinding(key, issuer.observedAt, options);
}

function selfAsserted(detail: string, observedAt: Date | null = null): StepResult {
  const message = `Only the signer says that the key is the issuer's: ${detail}.`;
  return report.unknown('KEY_NOT_BOUND_TO_ISSUER', message, observedAt);
}

/** A key with a name of its own (an address) belongs to whom the issuer says; one named after a DID to that DID. */
function isOfIssuer(key: IssuerKey, mark: SigningMark, issuerId: string): boolean {
  return key.controller === (mark.verificationMethod?.includes('#') ? controllerOf(mark) : issuerId);
}

function didKeyFinding(method: string, issuerId: string | undefined): StepResult {
  if (!keyInDidKey(method))
    return report.invalid('KEY_NOT_LISTED', 'The did:key is of no known type or names another key.');
  if (method.split('#')[0] !== issuerId)
    return report.invalid('KEY_NOT_LISTED', 'The did:key is not the issuer.');
  return report.valid('KEY_LISTED', 'The issuer is its key (did:key).');
}

/** A foreign DID document shows one moment only. */
function snapshotFinding(key: IssuerKey, observedAt: Date, { knownAsOf }: VerificationOptions): StepResult {
  if (knownAsOf && observedAt > knownAsOf)
    return report.unknown('KEY_HISTORY_NOT_KNOWN', 'The key was not known to us by then.', observedAt);
  if (key.assertionMethod === false)
    return report.invalid(
      'KEY_RELATION_WRONG',
      'The issuer lists the key, but not to assert things.',
      observedAt,
    );
  return report.valid('KEY_LISTED', 'The issuer lists the key.', observedAt);
}

function historyFinding(
  key: IssuerKey,
  created: Date | undefined,
  evidence: VerificationEvidence,
  options: VerificationOptions,
): StepResult {
  const history = historyKnownAt(key, options.knownAsOf);
  if (!history.length) return report.unknown('KEY_HISTORY_NOT_KNOWN', 'The key was not known to us by then.');
  const seen = new Date(Math.max(...history.map(({ recordedAt }) => recordedAt.getTime())));
  const compromised = enteredAt(history, 'COMPROMISED');
  const retired = enteredAt(history, 'RETIRED');
  const active = enteredAt(history, 'ACTIVE');
  if (!active)
    return report.invalid('KEY_NOT_YET_ACTIVE', 'The key is published but was never put to use.', seen);
  if (!created) {
    if (!compromised && !retired)
      return report.valid('KEY_ACTIVE', 'The issuer lists the key, and it is in use.', seen);
    const ended = new Date(Math.min(...[compromised, retired].flatMap((at) => at?.getTime() ?? [])));
    if (evidence.existedBefore && evidence.existedBefore <= ended)
      return report.valid(
        'KEY_ACTIVE',
        'The issuer lists the key, and the document is older than its end.',
        seen,
      );
    return report.unknown(
      'SIGNING_TIME_NOT_STATED',
      'The key is out of use, and the proof does not say when it was made.',
      seen,
    );
  }
  if (compromised) {
    if (created >= compromised)
      return report.invalid('KEY_COMPROMISED', 'The proof was made after the key was compromised.', seen);
    // `created` is the signer's own word: whoever stole the key can write any date.
    const proven = evidence.existedBefore && evidence.existedBefore <= compromised;
    if (!proven)
      return report.unknown(
        'KEY_COMPROMISED_TIME_UNPROVEN',
        'The key was compromised later, and only the proof says when it was made.',
        seen,
      );
  }
  if (wholeSecond(created) < wholeSecond(active))
    return report.invalid('KEY_NOT_YET_ACTIVE', 'The proof was made before the key was in use.', seen);
  if (retired && created > retired)
    return report.invalid('KEY_RETIRED', 'The proof was made after the key was retired.', seen);
  return report.valid(
    'KEY_ACTIVE',
    'The issuer lists the key, and it was in use when the proof was made.',
    seen,
  );
}
