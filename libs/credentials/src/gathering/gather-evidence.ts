import { idOf, isObject, type JsonObject } from '../json/json.js';
import type { FoundDocument, VerificationEvidence } from '../verification/evidence.js';
import { endorsementsIn } from '../verification/endorsement-findings.js';
import { credentialsIn } from '../verification/nested-findings.js';
import { parseStep } from '../verification/parse-step.js';
import type { ReadCredential } from '../verification/read-credential.js';
import { resourcesIn } from '../verification/resources-step.js';
import { isOlderOpenBadge } from '../open-badges-2/open-badge-2-steps.js';
import { gatherBadgeParts } from './gather-badge-parts.js';
import { gatherIssuer } from './gather-issuer.js';
import { gatherStatus } from './gather-status.js';
import { sparingSource, type DocumentSource } from './document-source.js';

export interface Gathering {
  source: DocumentSource;
  /** What is known of a document without asking anybody; undefined: it is of somebody else. */
  own?: (read: ReadCredential) => Promise<VerificationEvidence | undefined>;
}

/** As deep as documents embedded in documents are judged. */
const DEPTH_MAX = 3;

/**
 * Everything that judging a credential will ask for. Whoever knows the document himself (`own`) is asked first, and then nobody
 * else; for a foreign one its issuer, its status lists, parts of older badges and what it binds by digest are looked at through
 * `source`, at most 16 addresses in all. Embedded endorsements and credentials are gathered for likewise.
 */
export function gatherEvidence(read: ReadCredential, { source, own }: Gathering): Promise<VerificationEvidence> {
  return gather(read, { source: sparingSource(source), own }, 0);
}

async function gather(read: ReadCredential, gathering: Gathering, depth: number): Promise<VerificationEvidence> {
  const own = await gathering.own?.(read);
  const evidence = own ?? (await foreignEvidence(read, gathering));
  if (depth >= DEPTH_MAX) return evidence;
  // For a document that is known here nobody is asked, whatever is embedded in it.
  const below = own ? { ...gathering, source: nobody } : gathering;
  const inner = (inputs: readonly (JsonObject | string)[]) => Promise.all(inputs.map((input) => gatherInner(input, below, depth + 1)));
  return {
    ...evidence,
    endorsements: await inner(endorsementsIn(read.document).map(({ input }) => input)),
    nested: await inner(credentialsIn(read.document)),
  };
}

const nobody: DocumentSource = {
  read: (url) => Promise.resolve({ outcome: 'NOT_OBTAINABLE', url, detail: 'nobody was asked', observedAt: new Date(0) }),
};

async function gatherInner(input: JsonObject | string, gathering: Gathering, depth: number): Promise<VerificationEvidence | undefined> {
  const { read } = parseStep(input);
  return read && gather(read, gathering, depth);
}

async function foreignEvidence(read: ReadCredential, { source }: Gathering): Promise<VerificationEvidence> {
  if (isOlderOpenBadge(read)) return gatherBadgeParts(read, source);
  const { document } = read;
  const issuer = await gatherIssuer(issuerOf(read), source);
  const [status, resources, key] = await Promise.all([
    gatherStatus(document, issuer, source),
    Promise.all(resourcesIn(document).map(({ url }) => source.read(url, 'RESOURCE'))),
    gatherKey(read, source),
  ]);
  return { issuer, status, found: [...resources, ...key] };
}

/** SD-JWTs and older JWTs name their issuer in the claims only. */
function issuerOf({ document, claims }: ReadCredential): string | undefined {
  return idOf(document['issuer']) ?? (typeof claims?.['iss'] === 'string' ? claims['iss'] : undefined);
}

/** A JWT may name its key by an address that answers with the bare JWK (Open Badges 3.0, section 8.2.2). */
async function gatherKey({ header }: ReadCredential, source: DocumentSource): Promise<FoundDocument[]> {
  const kid = isObject(header) ? header['kid'] : undefined;
  return typeof kid === 'string' && /^https?:\/\//.test(kid) ? [await source.read(kid, 'KEY')] : [];
}
