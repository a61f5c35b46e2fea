/** What jsonld keeps of the terms in force; only what is looked at here is named. */
export interface ActiveContext {
  mappings: Map<string, object>;
  protected: Record<string, boolean>;
  previousContext?: ActiveContext;
  inverse: null;
  getInverse: unknown;
  clone(): ActiveContext;
  revertToPreviousContext(): ActiveContext;
  '@base'?: string;
  '@language'?: string;
  '@vocab'?: string;
}

/** A table of terms of its own, but the same definitions in it. What else is left out is left out by jsonld, too. */
export function sharingClone(this: ActiveContext): ActiveContext {
  const clone: ActiveContext = {
    mappings: new Map(this.mappings),
    clone: this.clone,
    inverse: null,
    getInverse: this.getInverse,
    protected: { ...this.protected },
    revertToPreviousContext: this.revertToPreviousContext,
  };
  if (this.previousContext) clone.previousContext = this.previousContext;
  if ('@base' in this) clone['@base'] = this['@base'];
  if ('@language' in this) clone['@language'] = this['@language'];
  if ('@vocab' in this) clone['@vocab'] = this['@vocab'];
  return clone;
}

/** Makes the contexts on both sides of a scope once, where jsonld makes them for each node: so what was derived from them is found again. */
export class SharedScopes {
  private readonly inner = new WeakMap<ActiveContext, ActiveContext>();
  private readonly outer = new WeakMap<ActiveContext, ActiveContext>();

  /** The context inside a scope that ends with the node: it knows the one to go back to. */
  within(active: ActiveContext): ActiveContext {
    if (active.previousContext) return active;
    return made(this.inner, active, () => Object.assign(active.clone(), { previousContext: active }));
  }

  /** The context before the scope. */
  before(active: ActiveContext): ActiveContext {
    const { previousContext } = active;
    if (!previousContext) return active;
    return made(this.outer, previousContext, () => {
      const copy = previousContext.clone();
      // A copy of this copy would be no different.
      this.outer.set(copy, copy);
      return copy;
    });
  }
}

function made(known: WeakMap<ActiveContext, ActiveContext>, key: ActiveContext, make: () => ActiveContext): ActiveContext {
  const found = known.get(key) ?? make();
  known.set(key, found);
  return found;
}
