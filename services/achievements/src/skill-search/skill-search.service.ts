import { Database } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { folded, prefixQuery, trigramsOf } from './folded.js';
import { type FoundSkill, SkillNameStore } from './skill-name.store.js';

/** Looks for skills by name. */
@Injectable()
export class SkillSearchService {
  constructor(
    private readonly database: Database,
    private readonly names: SkillNameStore,
  ) {}

  /**
   * Of public frameworks, or of one framework, which may be a draft of the tenant.
   *
   * @param framework bare id; null for all that are public
   */
  async find(tenant: string | null, text: string, framework: string | null, after: FoundSkill | null, limit: number): Promise<FoundSkill[]> {
    const prefix = prefixQuery(text);
    if (prefix === null) return [];
    const asked = { text, prefix, words: folded(text).split(' ').map(trigramsOf), framework };
    return this.database.read({ tenant }, async (tx) => {
      const found = await this.names.search(tx, asked, after, limit);
      return found.length > 0 || framework === null || tenant === null ? found : this.names.searchDraft(tx, tenant, framework, text, after, limit);
    });
  }
}
