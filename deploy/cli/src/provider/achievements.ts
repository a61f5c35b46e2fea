import { randomUUID } from 'node:crypto';
import type { RegistryClient } from '@cairn/client';
import { inParts, sideBySide } from './side-by-side.js';
import type { Tally } from './tally.js';

/** A requirement as the graph takes it. */
export interface RequirementText {
  readonly kind: 'ALL' | 'ANY' | 'AT_LEAST' | 'COURSE' | 'EXAM' | 'PART' | 'PROJECT' | 'WORKPLACE' | 'ATTESTATION' | 'PRIOR_AWARD' | 'STANDING';
  readonly title?: string;
  readonly assessed?: boolean;
  /** On ATTESTATION. */
  readonly attestorRole?: string;
  readonly atLeast?: number;
  readonly of?: readonly RequirementText[];
}

/** What a version states beyond its title and texts (VersionFactsInput), as far as anything here states it. */
export interface VersionFacts {
  readonly learningOutcomes?: readonly string[];
  readonly recognises?: string;
  readonly [fact: string]: string | number | boolean | readonly string[] | object | undefined;
}

export interface RubricText {
  readonly key: string;
  readonly title: string;
  readonly criteria: readonly {
    readonly key: string;
    readonly title: string;
    readonly standard: string;
    readonly levels: readonly { readonly key: string; readonly title: string; readonly points?: number }[];
  }[];
}

/** The text of a version as the graph takes it (AchievementVersionInput). */
export interface VersionText {
  readonly title: string;
  readonly description: string;
  readonly criteria: string;
  readonly imageUrl: string;
  readonly imageAltText: string;
  readonly achievementType?: string;
  readonly issuerSector: string;
  readonly useCase: string;
  readonly claimBasis: string;
  readonly earningModes: readonly string[];
  readonly requirement?: RequirementText;
  readonly rubrics?: readonly RubricText[];
  readonly stated: VersionFacts;
  readonly alignments?: readonly { readonly targetName: string; readonly targetUrl: string; readonly targetFramework?: string; readonly targetCode?: string }[];
  readonly tags?: readonly string[];
  readonly estimatedEffort?: string;
  readonly creditsAvailable?: readonly { readonly unit: string; readonly amount: number; readonly category?: string }[];
  readonly level?: string;
  readonly validity?: 'NEVER_EXPIRES' | 'PERIOD' | 'FIXED_DATE' | 'MAINTAINED';
  readonly validFor?: string;
  readonly acceptance?: 'NOT_NEEDED' | 'REQUIRED';
  readonly duplicatePolicy?: 'ONE_ACTIVE' | 'MANY';
}

export interface AchievementText {
  readonly code: string;
  readonly version: VersionText;
}

/** A published achievement. */
export interface PublishedAchievement {
  readonly id: string;
  readonly versionId: string;
}

interface Found {
  readonly id: string;
  readonly code: string;
  readonly currentVersion: { readonly id: string } | null;
  readonly versions: { readonly nodes: readonly { readonly id: string; readonly state: string }[] };
}

const find = `query ($codes: [String!]) {
  achievements(first: 100, filter: { mine: true, code: { in: $codes } }) {
    nodes { id code currentVersion { id } versions(first: 1) { nodes { id state } } }
  }
}`;
const create = `mutation ($input: CreateAchievementInput!) {
  createAchievement(input: $input) { achievement { id } achievementVersion { id } position userErrors { code field message } }
}`;
const publish = `mutation ($input: PublishAchievementVersionInput!) {
  publishAchievementVersion(input: $input) { achievementVersion { id } position userErrors { code field message } }
}`;

/** Every achievement published, by code: what is there stays, what was left a draft is published, the rest is made. */
export async function ensureAchievements(
  client: RegistryClient,
  issuerId: string,
  texts: readonly AchievementText[],
  tally?: Tally,
): Promise<ReadonlyMap<string, PublishedAchievement>> {
  const found = new Map<string, Found>();
  for (const part of inParts(texts, 100)) {
    const { achievements } = await client.execute<{ achievements: { nodes: Found[] } }>(find, { codes: part.map(({ code }) => code) });
    for (const one of achievements.nodes) found.set(one.code, one);
  }
  const published = await sideBySide(texts, 4, async (text) => {
    const there = found.get(text.code);
    tally?.add('achievements', there?.currentVersion ? { unchanged: 1 } : { created: 1 });
    if (there?.currentVersion) return { id: there.id, versionId: there.currentVersion.id };
    const draft = there?.versions.nodes.find(({ state }) => state === 'DRAFT');
    const made = there && draft ? { id: there.id, versionId: draft.id } : await createAchievement(client, issuerId, text);
    await client.execute(publish, { input: { id: made.versionId } });
    return made;
  });
  return new Map(texts.map(({ code }, at) => [code, published[at] as PublishedAchievement]));
}

async function createAchievement(client: RegistryClient, issuerId: string, { code, version }: AchievementText): Promise<PublishedAchievement> {
  const input = { idempotencyKey: randomUUID(), issuerId, code, version };
  type Made = { createAchievement: { achievement: { id: string }; achievementVersion: { id: string } } };
  const { achievement, achievementVersion } = (await client.execute<Made>(create, { input })).createAchievement;
  return { id: achievement.id, versionId: achievementVersion.id };
}
