import { bundledContexts, CREDENTIALS_V1, CREDENTIALS_V2 } from '../contexts/bundled-contexts.js';
import { hiddenMeaning } from '../contexts/plain-terms.js';
import type { DocumentLoader } from '../contexts/document-loader.js';
import { listOf, stringsOf, type Json, type JsonObject } from '../json/json.js';
import { canonicalForm, unsecuredOf } from '../proofs/canonical-form.js';
import { isEndorsement, isLearnerRecord, isOpenBadge } from './document-kind.js';
import type { ReadCredential } from './read-credential.js';
import { stepReporter, type StepResult } from './verdict.js';

const report = stepReporter('context');
const OPEN_BADGES_CONTEXT = /^https:\/\/purl\.imsglobal\.org\/spec\/ob\/v3p0\/context(-3\.\d\.\d)*\.json$/;
const CLR_CONTEXT = /^https:\/\/purl\.imsglobal\.org\/spec\/clr\/v2p0\/context(-2\.\d\.\d)*\.json$/;

/** Step 2. Right contexts in the right order, all bundled, and every term of the document defined by them. */
export async function contextStep(read: ReadCredential, loader: DocumentLoader): Promise<StepResult> {
  const { document } = read;
  if (read.format === 'SD_JWT' && document['@context'] === undefined)
    return report.notApplicable('CONTEXT_NOT_STATED', 'An SD-JWT VC is plain JSON and needs no contexts.');
  const contexts = listOf(document['@context']);
  if (contexts[0] !== CREDENTIALS_V2 && contexts[0] !== CREDENTIALS_V1)
    return report.invalid(
      'CONTEXT_ORDER_WRONG',
      `The first context is neither ${CREDENTIALS_V2} nor that of 1.1.`,
    );
  const misplaced = misplacedContext(document, contexts);
  if (misplaced && isUnknown(misplaced.found))
    return report.unknown('CONTEXT_NOT_KNOWN', `${notBundled(misplaced.found)}`);
  if (misplaced)
    return report.invalid(
      'CONTEXT_ORDER_WRONG',
      `The ${misplaced.place} context is not that of ${misplaced.standard}.`,
    );
  const hidden = read.compact === undefined ? hiddenMeaning(document) : undefined;
  const defined = await termsDefined(document, loader);
  return hidden && defined.outcome === 'VALID'
    ? report.unknown('TERM_NOT_PLAIN', `The document can be read in two ways: ${hidden}.`)
    : defined;
}

async function termsDefined(document: JsonObject, loader: DocumentLoader): Promise<StepResult> {
  const form = await canonicalForm(unsecuredOf(document), loader);
  if (form.ok)
    return report.valid(
      'CONTEXT_KNOWN',
      `Every term is defined by ${stringsOf(document['@context']).length} known contexts.`,
    );
  const { code, detail } = form.fault;
  if (code === 'CONTEXT_NOT_KNOWN') return report.unknown(code, notBundled(detail));
  if (code === 'GRAPH_TOO_COMPLEX')
    return report.unknown(code, 'The document is built so that its canonical form costs too much.');
  return report.invalid(code, `JSON-LD processing in safe mode refuses the document: ${detail}`);
}

interface Misplaced {
  place: string;
  standard: string;
  found: Json | undefined;
}

/** Open Badges 3.0 stands second; in a learner record CLR 2.0 stands between (CLR 2.0 §5.1), where older ones have them swapped. */
function misplacedContext(document: JsonObject, [, second, third]: Json[]): Misplaced | undefined {
  const isOb = (context: Json | undefined) => OPEN_BADGES_CONTEXT.test(String(context));
  const isClr = (context: Json | undefined) => CLR_CONTEXT.test(String(context));
  if (isLearnerRecord(document)) {
    const [clr, ob] = isClr(third) && isOb(second) ? [third, second] : [second, third];
    if (!isClr(clr)) return { place: 'second', standard: 'CLR 2.0', found: clr };
    return isOb(ob) ? undefined : { place: 'third', standard: 'Open Badges 3.0', found: ob };
  }
  if (!isOpenBadge(document) && !isEndorsement(document)) return undefined;
  return isOb(second) ? undefined : { place: 'second', standard: 'Open Badges 3.0', found: second };
}

function isUnknown(context: Json | undefined): context is string {
  return typeof context === 'string' && !bundledContexts.has(context);
}

function notBundled(address: string): string {
  return `The context ${address} is not bundled, and contexts are never fetched.`;
}
