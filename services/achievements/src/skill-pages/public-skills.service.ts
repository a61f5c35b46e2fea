import { Database, isUuid, type Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { AssociationText, FrameworkDocument, FrameworkText, SkillText } from '../skill-framework/framework-text.js';
import { type ShownFramework, SkillFrameworkStore } from '../skill-framework/skill-framework.store.js';
import { type GenerationKey, SkillGenerationStore } from '../skill-framework/skill-generation.store.js';

const rowsAtOnce = 5_000;

/** A framework that anybody may read; `tag` changes whenever what is said of it does. */
export interface PublicFramework {
  readonly document: FrameworkDocument;
  readonly changedAt: Date;
  readonly tag: string;
  readonly id: string;
}

/** A skill with what it is associated with. */
export interface PublicSkill {
  readonly framework: PublicFramework;
  readonly skill: SkillText;
  readonly associations: readonly AssociationText[];
}

/** Frameworks that are adopted or deprecated, as whole texts. Ids are bare, or the identifiers of CASE. */
@Injectable()
export class PublicSkills {
  constructor(
    private readonly database: Database,
    private readonly frameworks: SkillFrameworkStore,
    private readonly generations: SkillGenerationStore,
  ) {}

  async framework(id: string): Promise<PublicFramework | undefined> {
    const found = await this.read(id, (tx) => this.frameworks.published(tx, id));
    return found && shown(found);
  }

  async text(id: string): Promise<(PublicFramework & { readonly text: FrameworkText }) | undefined> {
    return this.read(id, async (tx) => {
      const found = await this.frameworks.published(tx, id);
      if (!found) return undefined;
      const key = { tenant: found.tenant, framework: found.id, number: found.generation };
      const framework = shown(found);
      return { ...framework, text: { ...framework.document, ...(await this.contentOf(tx, key)) } };
    });
  }

  async skill(id: string): Promise<PublicSkill | undefined> {
    return this.read(id, async (tx) => {
      const found = await this.generations.publishedSkill(tx, id);
      const framework = found && (await this.frameworks.published(tx, found.framework));
      if (!framework) return undefined;
      const key = { tenant: found.tenant, framework: found.framework, number: found.generation };
      return { framework: shown(framework), skill: found.text, associations: await this.generations.associationsFrom(tx, key, found.text.uri) };
    });
  }

  async page(after: string | null, limit: number): Promise<PublicFramework[]> {
    return (await this.database.read({ tenant: null }, (tx) => this.frameworks.publishedPage(tx, after, limit))).map(shown);
  }

  private async contentOf(tx: Tx, key: GenerationKey): Promise<Pick<FrameworkText, 'skills' | 'associations'>> {
    const skills: SkillText[] = [];
    for (let next = await this.generations.skills(tx, key, 0, rowsAtOnce); next.length > 0; next = await this.generations.skills(tx, key, skills.length, rowsAtOnce)) {
      skills.push(...next.map(({ text }) => text));
    }
    const associations: AssociationText[] = [];
    for (let next = await this.generations.associations(tx, key, 0, rowsAtOnce); next.length > 0; next = await this.generations.associations(tx, key, associations.length, rowsAtOnce)) {
      associations.push(...next.map(({ kind, from, to, more }) => ({ kind, from, to, more })));
    }
    return { skills, associations };
  }

  private async read<T>(id: string, work: (tx: Tx) => Promise<T | undefined>): Promise<T | undefined> {
    return isUuid(id) ? this.database.read({ tenant: null }, work) : undefined;
  }
}

/** What its source says of its state gives way to what holds here. */
const shown = ({ id, document, state, updatedAt, contentHash }: ShownFramework): PublicFramework => ({
  id,
  document: { ...document, status: state },
  changedAt: updatedAt,
  tag: `"${contentHash.slice(0, 32)}-${state}"`,
});
