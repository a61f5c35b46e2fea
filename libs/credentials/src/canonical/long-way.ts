import rdfCanonize from 'rdf-canonize';
import type { DocumentLoader } from '../contexts/document-loader.js';
import type { JsonObject } from '../json/json.js';
import { toRdf } from './patched-jsonld.js';

/** How many forms of templates come to one that is made again the long way. */
export const CHECKED_EVERY = 1_000;

/** The canonical form without templates and without labels by one hash: what forms of templates are held against. */
export async function longForm(document: JsonObject, loader: DocumentLoader): Promise<string> {
  return rdfCanonize.canonize(await toRdf(document, loader), { algorithm: 'RDFC-1.0', format: 'application/n-quads' });
}

/** Says, in words without personal data, that a template is given up. */
export function warnOfDifference(): void {
  process.emitWarning('a template gave another form than the general way and is given up', { code: 'CAIRN_TEMPLATE_DIFFERS' });
}
