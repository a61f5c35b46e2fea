import jsonld from 'jsonld';
import rdfCanonize from 'rdf-canonize';
import { bundledDocumentLoader } from '../contexts/document-loader.js';
import type { JsonObject } from '../json/json.js';
import { generalForm } from './general-form.js';

/** The canonical form by the libraries as they are published, or the error they refuse with. */
export const stockForm = (document: JsonObject) =>
  outcomeOf(async () => {
    const options = { base: null, safe: true, rdfDirection: 'i18n-datatype', produceGeneralizedRdf: false, documentLoader: bundledDocumentLoader };
    const dataset = await (jsonld.toRDF as unknown as (input: JsonObject, options: object) => Promise<object>)(document, options);
    return rdfCanonize.canonize(dataset, { algorithm: 'RDFC-1.0', format: 'application/n-quads' });
  });

export const ourForm = (document: JsonObject) => outcomeOf(() => generalForm(document, bundledDocumentLoader));

async function outcomeOf(form: () => Promise<string>): Promise<string> {
  try {
    return await form();
  } catch (error) {
    const { message, details = {} } = error as Error & { details?: { code?: string; event?: { code?: string }; cause?: Error } };
    return ['refused', message, details.code, details.event?.code, details.cause?.message].join(' | ');
  }
}
