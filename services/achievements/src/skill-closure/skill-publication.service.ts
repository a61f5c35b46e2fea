import { type Decision, accepted, refusal, refused } from '@cairn/access';
import { appendEvents, type Mark } from '@cairn/messaging';
import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { generationPublishedEvents } from '../events/skill-framework-events.js';
import type { AssociationText } from '../skill-framework/framework-text.js';
import type { SkillFramework } from '../skill-framework/skill-framework.js';
import { SkillFrameworkStore } from '../skill-framework/skill-framework.store.js';
import { type GenerationKey, SkillGenerationStore } from '../skill-framework/skill-generation.store.js';
import { type NamedSkill, SkillNameStore } from '../skill-search/skill-name.store.js';
import { type ClosurePair, closureOf, pairsMax, stepsOf } from './closure.js';
import { SkillClosureStore } from './skill-closure.store.js';

const rowsAtOnce = 5_000;

/** Brings the current generation of an adopted framework before everybody: closure, names, events, in one transaction. */
@Injectable()
export class SkillPublication {
  constructor(
    private readonly frameworks: SkillFrameworkStore,
    private readonly generations: SkillGenerationStore,
    private readonly closure: SkillClosureStore,
    private readonly names: SkillNameStore,
  ) {}

  /** @param framework as it is to be, under its row lock; stored here with the version that its events bring it to */
  async publish(tx: Tx, framework: SkillFramework, now: Date): Promise<Decision<Mark[]>> {
    await this.closure.takeTurn(tx);
    const key = { tenant: framework.tenant, framework: framework.id, number: framework.generation };
    const skills = await this.skillsOf(tx, key);
    const own = skills.map(({ text }) => text.uri);
    const pairs = closureOf(own, await this.stepsAround(tx, framework, key, own));
    if (!pairs) return refused(refusal('SKILL_FRAMEWORK_INVALID', `More than ${pairsMax.toLocaleString('en')} pairs of skills fall under one another.`));
    const events = generationPublishedEvents(framework, pairs, now);
    await this.frameworks.update(tx, { ...framework, version: framework.version + events.length });
    await this.closure.replace(tx, framework.tenant, framework.id, pairs);
    await this.names.replace(tx, framework.tenant, framework.id, skills);
    return accepted(await appendEvents(tx, events));
  }

  /** Steps within the framework, and over its borders as far as others have told by now. */
  private async stepsAround(tx: Tx, framework: SkillFramework, key: GenerationKey, own: readonly string[]): Promise<ClosurePair[]> {
    const inner = await this.associationsOf(tx, key);
    const outer = await this.closure.othersAssociations(tx, framework.id, own);
    const steps = [...inner, ...outer].filter(({ from, to }) => from !== framework.uri && to !== framework.uri).flatMap(stepsOf);
    const mine = new Set(own);
    const theirs = [...new Set(steps.flatMap(([from, to]) => [from, to]))].filter((uri) => !mine.has(uri));
    const pairs = theirs.length === 0 ? [] : await this.closure.othersPairs(tx, framework.id, theirs);
    return [...steps, ...pairs.map(({ descendant, ancestor, steps: count }): ClosurePair => [descendant, ancestor, count])];
  }

  private skillsOf(tx: Tx, key: GenerationKey): Promise<NamedSkill[]> {
    return allOf((after) => this.generations.skills(tx, key, after, rowsAtOnce));
  }

  private associationsOf(tx: Tx, key: GenerationKey): Promise<Pick<AssociationText, 'kind' | 'from' | 'to'>[]> {
    return allOf((after) => this.generations.associations(tx, key, after, rowsAtOnce));
  }
}

async function allOf<Row extends { readonly number: number }>(slice: (after: number) => Promise<Row[]>): Promise<Row[]> {
  const rows: Row[] = [];
  for (let next = await slice(0); next.length > 0; next = await slice(rows.at(-1)?.number ?? 0)) for (const row of next) rows.push(row);
  return rows;
}
