import type { DocumentLoader } from '../contexts/document-loader.js';

/** A local context as jsonld keeps it: with what became of it, by the context it was read in. */
export class ResolvedContext {
  private readonly processed = new Map<object, object>();

  constructor(readonly document: unknown) {}

  getProcessed(active: object): object | undefined {
    const found = this.processed.get(active);
    if (!found) return undefined;
    this.processed.delete(active);
    this.processed.set(active, found);
    return found;
  }

  setProcessed(active: object, result: object): void {
    this.processed.set(active, result);
    if (this.processed.size > KEPT_MAX) this.processed.delete(this.processed.keys().next().value as object);
  }
}

/** Contexts in which one context is remembered; more is what only a made-up document does. */
const KEPT_MAX = 16;

export interface ResolveRequest {
  context: unknown;
  documentLoader: DocumentLoader;
}

/** jsonld's own resolver: follows addresses, with its limits and errors. */
export type ResolverBase = new (options: { sharedCache: Map<string, unknown> }) => {
  resolve(request: ResolveRequest): Promise<ResolvedContext[]>;
};

/** A resolver that outlives one document; `forced` is its like for where protected terms may be overridden. */
export interface ContextResolver {
  resolve(request: ResolveRequest): Promise<ResolvedContext[]>;
  forced(overrideProtected: boolean): ContextResolver;
}

/**
 * Resolvers whose results stay. Objects are known by identity: jsonld copies each document, so a context that stands in a document
 * lives as long as that document, and one that came from the loader lives for ever.
 */
export function lastingResolver(Base: ResolverBase): ContextResolver {
  class LastingResolver extends Base implements ContextResolver {
    private readonly known = new WeakMap<object, ResolvedContext>();
    private other: LastingResolver | undefined;

    constructor(private readonly overrides: boolean) {
      super({ sharedCache: new Map() });
    }

    forced(overrideProtected: boolean): ContextResolver {
      if (overrideProtected === this.overrides) return this;
      if (!this.other) {
        this.other = new LastingResolver(overrideProtected);
        this.other.other = this;
      }
      return this.other;
    }

    override async resolve(request: ResolveRequest): Promise<ResolvedContext[]> {
      const { context } = request;
      const inner = isRecord(context) && context['@context'] ? context['@context'] : context;
      if (!Array.isArray(inner)) return this.resolveOne(inner, request);
      const resolved: ResolvedContext[] = [];
      for (const one of inner) resolved.push(...(await this.resolveOne(one, request)));
      return resolved;
    }

    private async resolveOne(context: unknown, request: ResolveRequest): Promise<ResolvedContext[]> {
      if (!isRecord(context)) return super.resolve({ ...request, context: [context] });
      let resolved = this.known.get(context);
      if (!resolved) {
        resolved = new ResolvedContext(context);
        this.known.set(context, resolved);
      }
      return [resolved];
    }
  }
  return new LastingResolver(false);
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
