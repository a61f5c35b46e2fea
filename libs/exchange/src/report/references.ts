import { Keys } from './keys.js';
import type { Reference } from './reference.js';

/** Collects what a pathway refers to: one key for each address, however often it is named. */
export class References {
  private readonly keys = new Keys();
  private readonly found = new Map<string, Reference>();

  get all(): readonly Reference[] {
    return [...this.found.values()];
  }

  achievement(iri: string, name: string | null = null, type: string | null = null): string {
    return this.refer({ kind: 'ACHIEVEMENT', iri, name, type });
  }

  pathway(iri: string, name: string | null = null): string {
    return this.refer({ kind: 'PATHWAY', iri, name, type: 'Pathway' });
  }

  private refer(met: Omit<Reference, 'key'>): string {
    const known = this.found.get(met.iri);
    const key = known?.key ?? this.keys.take(met.iri);
    this.found.set(met.iri, { ...met, ...known, key, name: known?.name ?? met.name, type: known?.type ?? met.type });
    return key;
  }
}
