import jsonld from 'jsonld';
import rdfCanonize from 'rdf-canonize';
import {
  bundledDocumentLoader,
  contextNotKnownIn,
  type DocumentLoader,
} from '../contexts/document-loader.js';
import type { JsonObject } from '../json/json.js';

/** Why a document has no canonical form. */
export type CanonicalFault =
  | { code: 'CONTEXT_NOT_KNOWN'; detail: string }
  | { code: 'TERM_NOT_DEFINED'; detail: string }
  | { code: 'GRAPH_TOO_COMPLEX'; detail: string };
export type CanonicalForm = { ok: true; nquads: string } | { ok: false; fault: CanonicalFault };

/**
 * RDFC-1.0 N-Quads of a JSON-LD document, in safe mode: a term no context defines is a fault, not silently dropped.
 * The options are those of Digital Bazaar's rdfc suite, so both sign the same bytes.
 */
export async function canonicalForm(
  document: JsonObject,
  loader: DocumentLoader = bundledDocumentLoader,
): Promise<CanonicalForm> {
  let dataset: object;
  try {
    dataset = await toRdf(document, {
      algorithm: 'RDFC-1.0',
      base: null,
      safe: true,
      rdfDirection: 'i18n-datatype',
      produceGeneralizedRdf: false,
      documentLoader: loader,
    });
  } catch (error) {
    const unknown = contextNotKnownIn(error);
    if (unknown) return { ok: false, fault: { code: unknown.code, detail: unknown.address } };
    return { ok: false, fault: { code: 'TERM_NOT_DEFINED', detail: reasonOf(error) } };
  }
  try {
    return {
      ok: true,
      nquads: await rdfCanonize.canonize(dataset, { algorithm: 'RDFC-1.0', format: 'application/n-quads' }),
    };
  } catch (error) {
    // rdf-canonize gives up on graphs built to make labelling expensive.
    return { ok: false, fault: { code: 'GRAPH_TOO_COMPLEX', detail: reasonOf(error) } };
  }
}

/** jsonld's type declarations lag behind: they know neither safe mode nor a null base. */
const toRdf = jsonld.toRDF as unknown as (
  document: JsonObject,
  options: Record<string, unknown>,
) => Promise<object>;

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { event } = (error as { details?: { event?: { code?: string; message?: string } } }).details ?? {};
  return event?.message ?? error.message;
}
