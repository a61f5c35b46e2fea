import { generalForm, GraphTooComplex } from '../canonical/general-form.js';
import { Templates } from '../canonical/templates.js';
import {
  bundledDocumentLoader,
  contextNotKnownIn,
  readsBundled,
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
export function canonicalForm(
  document: JsonObject,
  loader: DocumentLoader = bundledDocumentLoader,
): Promise<CanonicalForm> {
  const forms = lasting.get(document);
  if (!forms) return make(document, loader);
  const form = forms.get(loader) ?? make(document, loader);
  forms.set(loader, form);
  return form;
}

/**
 * The document without its `proof`, for those who look at it several times and never change it: its canonical form is made once.
 */
export function unsecuredOf(document: JsonObject): JsonObject {
  const known = unsecured.get(document);
  if (known) return known;
  const { proof: _proof, ...rest } = document;
  unsecured.set(document, rest);
  lasting.set(rest, new Map());
  return rest;
}

const unsecured = new WeakMap<JsonObject, JsonObject>();
const lasting = new WeakMap<JsonObject, Map<DocumentLoader, Promise<CanonicalForm>>>();

async function make(document: JsonObject, loader: DocumentLoader): Promise<CanonicalForm> {
  try {
    return { ok: true, nquads: await formOf(document, loader) };
  } catch (error) {
    const unknown = contextNotKnownIn(error);
    if (unknown) return { ok: false, fault: { code: unknown.code, detail: unknown.address } };
    const code = error instanceof GraphTooComplex ? 'GRAPH_TOO_COMPLEX' : 'TERM_NOT_DEFINED';
    return { ok: false, fault: { code, detail: reasonOf(error) } };
  }
}

const templates = new Templates(bundledDocumentLoader);

function formOf(document: JsonObject, loader: DocumentLoader): Promise<string> {
  return readsBundled(loader) ? templates.form(document, loader) : generalForm(document, loader);
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { event } = (error as { details?: { event?: { code?: string; message?: string } } }).details ?? {};
  return event?.message ?? error.message;
}
