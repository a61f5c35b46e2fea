import { CREDENTIALS_V2 } from '../contexts/bundled-contexts.js';
import type { DocumentLoader } from '../contexts/document-loader.js';
import { listOf, stringsOf, type JsonObject } from '../json/json.js';
import { canonicalForm } from '../proofs/canonical-form.js';
import { isOpenBadge, usesDataModel1 } from './document-kind.js';
import { stepReporter, type StepResult } from './verdict.js';

const report = stepReporter('context');
const OPEN_BADGES_CONTEXT = /^https:\/\/purl\.imsglobal\.org\/spec\/ob\/v3p0\/context(-3\.\d\.\d)*\.json$/;

/** Step 2. Right contexts in the right order, all bundled, and every term of the document defined by them. */
export async function contextStep(document: JsonObject, loader: DocumentLoader): Promise<StepResult> {
  if (usesDataModel1(document)) {
    return report.unknown(
      'DATA_MODEL_NOT_SUPPORTED',
      'The document follows Verifiable Credentials 1.1, which is not read yet.',
    );
  }
  const contexts = listOf(document['@context']);
  if (contexts[0] !== CREDENTIALS_V2)
    return report.invalid('CONTEXT_ORDER_WRONG', `The first context is not ${CREDENTIALS_V2}.`);
  if (isOpenBadge(document) && !OPEN_BADGES_CONTEXT.test(String(contexts[1]))) {
    return report.invalid('CONTEXT_ORDER_WRONG', 'The second context is not that of Open Badges 3.0.');
  }
  const { proof: _proof, ...unsecured } = document;
  const form = await canonicalForm(unsecured, loader);
  if (form.ok)
    return report.valid(
      'CONTEXT_KNOWN',
      `Every term is defined by ${stringsOf(document['@context']).length} known contexts.`,
    );
  const { code, detail } = form.fault;
  if (code === 'CONTEXT_NOT_KNOWN')
    return report.unknown(code, `The context ${detail} is not bundled, and contexts are never fetched.`);
  if (code === 'GRAPH_TOO_COMPLEX')
    return report.unknown(code, 'The document is built so that its canonical form costs too much.');
  return report.invalid(code, `JSON-LD processing in safe mode refuses the document: ${detail}`);
}
