import { Database } from '@cairn/postgres';
import { GraphContext, inOrder } from '@cairn/subgraph';
import { Injectable } from '@nestjs/common';
import type { Skill, SkillEnd } from './skill.js';
import { type NarrowerAsked, type SkillKey, type SkillsAsked, SkillStore } from './skill.store.js';

const byUri = Symbol('skills by address');
const byKey = Symbol('skills of a generation by address');
const endsOf = Symbol('associations of skills');
const aboveOf = Symbol('ancestors of skills');
const belowOf = Symbol('pages of narrower skills');

/** Reads skills as the caller may see them, all of a request together. */
@Injectable()
export class SkillReader {
  constructor(
    private readonly database: Database,
    private readonly store: SkillStore,
  ) {}

  byId(context: GraphContext, id: string): Promise<Skill | undefined> {
    const { tenant } = context.principal;
    return context
      .loader<string, Skill>(SkillReader, async (ids) => inOrder(ids, await this.database.read({ tenant }, (tx) => this.store.byIds(tx, ids)), (skill) => skill.id))
      .load(id);
  }

  /** The skill that an alignment names by its address: the caller's own framework first, then the one adopted first. */
  byUri(context: GraphContext, uri: string): Promise<Skill | undefined> {
    const { tenant } = context.principal;
    return context
      .loader<string, Skill>(byUri, async (uris) => inOrder(uris, await this.database.read({ tenant }, (tx) => this.store.byUris(tx, tenant, uris)), ({ text }) => text.uri))
      .load(uri);
  }

  /** The skill at the other end of an association: of the same generation, else by its address alone. */
  async otherEnd(context: GraphContext, from: Skill, uri: string): Promise<Skill | undefined> {
    const { tenant } = context.principal;
    const batch = async (keys: readonly SkillKey[]) => {
      const found = await this.database.read({ tenant }, (tx) => this.store.byKeys(tx, keys));
      return inOrder(keys.map(nameOf), found, (skill) => nameOf(keyOf(skill)));
    };
    return (await context.loader<SkillKey, Skill>(byKey, batch).load({ ...keyOf(from), uri })) ?? this.byUri(context, uri);
  }

  /** Associations of a skill that its framework tells of, at most 100 from either end. */
  async ends(context: GraphContext, skill: Skill): Promise<SkillEnd[]> {
    const { tenant } = context.principal;
    return (
      (await context
        .loader<SkillKey, SkillEnd[]>(endsOf, async (keys) => placed(keys, await this.database.read({ tenant }, (tx) => this.store.ends(tx, keys))))
        .load(keyOf(skill))) ?? []
    );
  }

  async ancestors(context: GraphContext, skill: Skill): Promise<Skill[]> {
    const { tenant } = context.principal;
    return (
      (await context
        .loader<SkillKey, Skill[]>(aboveOf, async (keys) => placed(keys, await this.database.read({ tenant }, (tx) => this.store.ancestors(tx, keys))))
        .load(keyOf(skill))) ?? []
    );
  }

  page(context: GraphContext, asked: SkillsAsked): Promise<Skill[]> {
    return this.database.read({ tenant: context.principal.tenant }, (tx) => this.store.page(tx, asked));
  }

  async narrower(context: GraphContext, asked: NarrowerAsked): Promise<Skill[]> {
    const { tenant } = context.principal;
    return (
      (await context
        .loader<NarrowerAsked, Skill[]>(belowOf, async (all) => placed(all, await this.database.read({ tenant }, (tx) => this.store.narrower(tx, all))))
        .load(asked)) ?? []
    );
  }
}

const keyOf = ({ tenant, framework, generation, text }: Skill): SkillKey => ({ tenant, framework, generation, uri: text.uri });
const nameOf = ({ framework, generation, uri }: SkillKey): string => `${framework} ${generation} ${uri}`;

function placed<Row>(asked: readonly unknown[], rows: readonly (Row & { readonly place: number })[]): Row[][] {
  const lists: Row[][] = asked.map(() => []);
  for (const row of rows) lists[row.place - 1]?.push(row);
  return lists;
}
