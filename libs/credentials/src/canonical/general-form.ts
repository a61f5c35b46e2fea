import rdfCanonize from 'rdf-canonize';
import type { DocumentLoader } from '../contexts/document-loader.js';
import type { JsonObject } from '../json/json.js';
import type { Quad } from './dataset.js';
import { labelledByFirstDegree } from './labelling.js';
import { toRdf } from './patched-jsonld.js';

/** rdf-canonize gave up on a graph built to make labelling expensive. */
export class GraphTooComplex extends Error {
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = 'GraphTooComplex';
  }
}

/**
 * RDFC-1.0 of any document: the judge of every shorter way. Throws what jsonld throws, and `GraphTooComplex`.
 * Verification asks twice for the same document, for its signature and for its terms; the second time is answered from the first.
 */
export function generalForm(document: JsonObject, loader: DocumentLoader): Promise<string> {
  const text = JSON.stringify(document);
  const last = lastForms.get(loader);
  if (last?.text === text) return last.form;
  const form = toRdf(document, loader).then(canonicalDataset);
  lastForms.set(loader, { text, form });
  return form;
}

const lastForms = new WeakMap<DocumentLoader, { readonly text: string; readonly form: Promise<string> }>();

async function canonicalDataset(dataset: Quad[]): Promise<string> {
  const labelled = labelledByFirstDegree(dataset);
  if (labelled !== undefined) return labelled;
  try {
    return await rdfCanonize.canonize(dataset, { algorithm: 'RDFC-1.0', format: 'application/n-quads' });
  } catch (error) {
    throw new GraphTooComplex(error);
  }
}
