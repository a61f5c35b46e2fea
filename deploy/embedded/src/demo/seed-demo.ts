import { ensureAchievements, ensureIssuer, ensurePathways, idsByLine, importRows, openProvider, type PathwayNode, refusalsOf } from '@cairn/cli';
import { RegistryClient, RegistryFault, settle } from '@cairn/client';
import { giveFates } from './award-fates.js';
import { awardRows, earnerRow, enrolmentRow, peopleOf } from './demo-people.js';
import type { DemoProvider } from './demo-provider.js';
import { employer } from './employer.js';
import { museum } from './museum.js';
import { teachersAssociation } from './teachers-association.js';
import { university } from './university.js';

/** The invented providers of the demo. */
export const demoProviders: readonly DemoProvider[] = [university, teachersAssociation, employer, museum];

/** A provider of the demo with the key to act for it. */
export interface SeededProvider {
  readonly slug: string;
  readonly name: string;
  readonly tenantId: string;
  readonly issuerId: string;
  readonly key: string;
  /** Ids of its achievements by code. */
  readonly achievementIds: ReadonlyMap<string, string>;
}

/**
 * Writes the demo through the public API under an operator's key: four providers, each in a tenant of its own. Always the
 * same, and safe to repeat after a kill.
 */
export function seedDemo({ url, key }: { readonly url: string; readonly key: string }): Promise<SeededProvider[]> {
  return Promise.all(demoProviders.map((provider, at) => seedProvider(new RegistryClient(url, key), provider, at + 1)));
}

async function seedProvider(operator: RegistryClient, demo: DemoProvider, seed: number): Promise<SeededProvider> {
  const { slug, name } = demo.issuer;
  const provider = await openProvider(operator, { name, idempotencyKey: `demo:${slug}` });
  const { client, tenantId } = provider;
  const issuerId = await ensureIssuer(provider, demo.issuer);
  const achievements = await ensureAchievements(client, issuerId, demo.achievements);
  const achievementIds = new Map([...achievements].map(([code, { id }]) => [code, id]));
  await settle(client, ['earners', 'pathways']);
  await publishPathway(client, issuerId, demo, achievementIds);
  await seedPeople(client, demo, seed);
  return { slug, name, tenantId, issuerId, key: client.key ?? '', achievementIds };
}

async function publishPathway(client: RegistryClient, issuerId: string, { pathway }: DemoProvider, ids: ReadonlyMap<string, string>): Promise<void> {
  const idOf = (code: string) => ids.get(code) ?? code;
  const withIds = (node: PathwayNode): PathwayNode => (node.kind === 'award' ? { ...node, achievement: idOf(node.achievement) } : { ...node, of: node.of.map(withIds) });
  const { code, title, access, requirements, completion } = pathway;
  await ensurePathways(client, issuerId, [
    { code, title, access, enrolFrom: '2023-01-01', requirements: requirements.map(withIds), completion: completion && idOf(completion) },
  ]);
}

/** Enrols first, so that awards are seen to move the pathway. */
async function seedPeople(client: RegistryClient, demo: DemoProvider, seed: number): Promise<void> {
  const people = peopleOf(demo, seed);
  const earnerIds = await imported(client, 'earners', people.map((person) => earnerRow(person, demo)));
  await settle(client, ['pathways']);
  await imported(client, 'enrolments', people.slice(0, Math.ceil(people.length * 0.7)).map((person, at) => enrolmentRow(person, demo, earnerIds[at] ?? '')));
  const rows = people.flatMap((person) => awardRows(person, demo));
  const awardIds = await imported(client, 'awards', rows);
  const offered = new Set(demo.achievements.filter(({ version }) => version.acceptance === 'REQUIRED').map(({ code }) => code));
  const isOffered = (at: number) => offered.has(String(rows[at]?.achievementCode));
  await giveFates(client, awardIds.map((id, at) => ({ id, offered: isOffered(at) })));
  await settle(client, ['pathways', 'verification']);
}

/** Every line of ours is good, so that a refused one is a fault. */
async function imported(client: RegistryClient, of: 'earners' | 'awards' | 'enrolments', rows: Parameters<typeof importRows>[2]): Promise<string[]> {
  const job = await importRows(client, of, rows, { format: 'JSONL' });
  if (job.failed > 0) throw new RegistryFault(`The demo's ${of} were refused: ${refusalsOf(job).join(' ')}`, 'INVALID_VALUE', false);
  return (await idsByLine(client, job)).map((id) => id ?? '');
}
