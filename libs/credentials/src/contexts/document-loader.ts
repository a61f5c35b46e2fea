import type { JsonObject } from '../json/json.js';
import { bundledContexts } from './bundled-contexts.js';

/** Thrown inside JSON-LD processing; `contextNotKnownIn` digs it out of the processor's wrapping. */
export class ContextNotKnown extends Error {
  readonly code = 'CONTEXT_NOT_KNOWN';
  constructor(readonly address: string) {
    super(`the context ${address} is not bundled, and contexts are never fetched`);
    this.name = 'ContextNotKnown';
  }
}

/** `tag: 'static'` tells jsonld that the document never changes, so it is processed once per process. */
export interface LoadedContext {
  contextUrl: null;
  documentUrl: string;
  document: JsonObject;
  tag: 'static';
}

export type DocumentLoader = (address: string) => Promise<LoadedContext>;

const overBundled = new WeakSet<DocumentLoader>();

/** A loader over the bundled contexts, and over `more` where a test or tool brings its own. No network. */
export function documentLoaderOver(more: ReadonlyMap<string, JsonObject> = new Map()): DocumentLoader {
  const loader: DocumentLoader = async (address) => {
    const document = bundledContexts.get(address) ?? more.get(address);
    if (!document) throw new ContextNotKnown(address);
    return { contextUrl: null, documentUrl: address, document, tag: 'static' };
  };
  overBundled.add(loader);
  return loader;
}

/** Whether the loader gives the bundled contexts for the addresses they stand under. */
export const readsBundled = (loader: DocumentLoader): boolean => overBundled.has(loader);

export const bundledDocumentLoader: DocumentLoader = documentLoaderOver();

export function contextNotKnownIn(error: unknown): ContextNotKnown | undefined {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 8; depth++) {
    if (at instanceof ContextNotKnown) return at;
    at = at.cause ?? (at as { details?: { cause?: unknown } }).details?.cause;
  }
  return undefined;
}
