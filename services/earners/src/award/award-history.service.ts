import { Database } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { Award } from './award.js';
import { AwardHistoryStore, type PastDeed } from './award-history.store.js';
import { AwardNotes } from './award-notes.js';
import { type AwardTerm, AwardTermStore } from './award-term.store.js';

/** A line of the history, its note opened. */
export type ShownDeed = Omit<PastDeed, 'note' | 'notedFor'> & { readonly note: string | null };

/** What became of awards that the caller was allowed to read as a whole. */
@Injectable()
export class AwardHistory {
  constructor(
    private readonly database: Database,
    private readonly store: AwardHistoryStore,
    private readonly terms: AwardTermStore,
    private readonly notes: AwardNotes,
  ) {}

  /** Histories of several awards, in their order. */
  of(awards: readonly Award[]): Promise<ShownDeed[][]> {
    return this.byTenant(awards, async (tenant, ids) => {
      const found = new Map<string, ShownDeed[]>();
      await this.database.read({ tenant }, async (tx) => {
        const deeds = await this.store.of(tx, tenant, ids);
        for (const id of ids) {
          const lines = deeds.filter(({ award }) => award === id);
          const notes = lines.some(({ note }) => note) ? await this.notes.open(tx, tenant, id, lines) : [];
          found.set(id, lines.map(({ notedFor: _, ...line }, at) => ({ ...line, note: notes[at] ?? null })));
        }
      });
      return found;
    });
  }

  /** Terms of several awards, in their order. */
  termsOf(awards: readonly Award[]): Promise<Omit<AwardTerm, 'award'>[][]> {
    return this.byTenant(awards, async (tenant, ids) => {
      const terms = await this.database.read({ tenant }, (tx) => this.terms.of(tx, tenant, ids));
      const only = new Map(awards.map((award) => [award.id, { number: 1, from: award.termFrom, until: award.validUntil }]));
      return new Map(ids.map((id) => {
        const kept = terms.filter(({ award }) => award === id);
        const first = only.get(id);
        return [id, kept.length > 0 || !first ? kept : [first]];
      }));
    });
  }

  private async byTenant<Line>(awards: readonly Award[], ask: (tenant: string, ids: string[]) => Promise<Map<string, Line[]>>): Promise<Line[][]> {
    const found = new Map<string, Line[]>();
    for (const tenant of new Set(awards.map((award) => award.tenant))) {
      const ids = awards.filter((award) => award.tenant === tenant).map(({ id }) => id);
      for (const [id, lines] of await ask(tenant, [...new Set(ids)])) found.set(id, lines);
    }
    return awards.map(({ id }) => found.get(id) ?? []);
  }
}
