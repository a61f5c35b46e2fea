import type { DocumentLoader } from '../contexts/document-loader.js';
import type { JsonObject } from '../json/json.js';
import { type ContextResolver, lastingResolver, type ResolverBase } from './context-resolver.js';
import type { Quad } from './dataset.js';
import { withPrivateModules } from './private-modules.js';
import { sharingClone, SharedScopes, type ActiveContext } from './shared-scopes.js';

interface ContextProcessing {
  readonly activeCtx: ActiveContext;
  readonly localCtx: unknown;
  readonly options: { readonly contextResolver: ContextResolver };
  readonly propagate?: boolean;
  readonly overrideProtected?: boolean;
}

interface ContextModule {
  getInitialContext(options: object): ActiveContext;
  process(processing: ContextProcessing): Promise<ActiveContext>;
}

interface JsonLd {
  toRDF(document: JsonObject, options: object): Promise<Quad[]>;
}

/**
 * jsonld with its costly copies left out. For each type-scoped context the unchanged module copies every term definition in force,
 * which is most of its time; the definitions are never changed once made, so they may be shared.
 * Equality with the unchanged module, errors included, is a test (`patched-jsonld.spec.ts`); another version is not loaded.
 */
const { jsonld, Resolver } = withPrivateModules('jsonld', '9.0.0', (privately) => {
  // Before jsonld itself: its modules take what they need from this one when they are loaded.
  patch(privately('lib/context.js') as ContextModule);
  return { Resolver: privately('lib/ContextResolver.js') as ResolverBase, jsonld: privately('lib/jsonld.js') as JsonLd };
});

const resolvers = new WeakMap<DocumentLoader, ContextResolver>();

/**
 * The RDF dataset of a document, read with the options of Digital Bazaar's rdfc suite.
 * @param safe false: what no context defines is dropped and is no error
 */
export function toRdf(document: JsonObject, loader: DocumentLoader, safe = true): Promise<Quad[]> {
  let resolver = resolvers.get(loader);
  if (!resolver) {
    resolver = lastingResolver(Resolver);
    resolvers.set(loader, resolver);
  }
  return jsonld.toRDF(document, {
    base: null,
    safe,
    rdfDirection: 'i18n-datatype',
    produceGeneralizedRdf: false,
    documentLoader: loader,
    contextResolver: resolver,
  });
}

function patch(context: ContextModule): void {
  const scopes = new SharedScopes();
  const revert = function (this: ActiveContext): ActiveContext {
    return scopes.before(this);
  };
  const { getInitialContext, process } = context;
  context.getInitialContext = (options) => Object.assign(getInitialContext(options), { clone: sharingClone, revertToPreviousContext: revert });
  context.process = (processing) => {
    const { activeCtx, localCtx, options, propagate, overrideProtected = false } = processing;
    const resolver = resolverFor(localCtx, options.contextResolver, overrideProtected);
    return process({
      ...processing,
      options: resolver === options.contextResolver ? options : { ...options, contextResolver: resolver },
      activeCtx: propagate === false && inheritsPropagation(localCtx) ? scopes.within(activeCtx) : activeCtx,
    });
  };
}

/**
 * What was derived where protected terms may be overridden is not found where they may not, and what is imported is derived anew
 * (jsonld keeps it under the same key as the context itself): else one document would decide on the next.
 */
function resolverFor(localCtx: unknown, resolver: ContextResolver, overrideProtected: boolean): ContextResolver {
  const imports = contextsIn(localCtx).some((one) => isRecord(one) && '@import' in one);
  return imports ? lastingResolver(Resolver).forced(overrideProtected) : resolver.forced(overrideProtected);
}

/** Whether the context leaves it to its place how far it reaches; `@propagate` would say it itself, and so might one at an address. */
function inheritsPropagation(localCtx: unknown): boolean {
  const [first] = contextsIn(localCtx);
  return isRecord(first) && !('@propagate' in first);
}

function contextsIn(localCtx: unknown): unknown[] {
  const inner = isRecord(localCtx) && Array.isArray(localCtx['@context']) ? localCtx['@context'] : localCtx;
  return Array.isArray(inner) ? inner : [inner];
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
