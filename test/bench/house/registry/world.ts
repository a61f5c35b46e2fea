import { type AchievementText, ensureAchievements, ensureIssuer, ensurePathways, idsByLine, importRows, openProvider } from '@cairn/cli';
import { RegistryClient, settle } from '@cairn/client';

/** An invented provider with awards that lead everywhere: several issuers, a pathway, everyone enrolled in it. */
export interface World {
  readonly client: RegistryClient;
  readonly awards: number;
}

const sides = ['river', 'harbour', 'forest'] as const;
const skills = ['maps', 'boats', 'birds', 'weather'] as const;

const achievement = (side: string, skill: string): AchievementText => ({
  code: `${side}-${skill}`,
  version: {
    title: `Knows the ${skill} of the ${side}`,
    description: `Can tell others about the ${skill} of the ${side}.`,
    criteria: 'A morning outdoors with a guide.',
    imageUrl: 'https://outdoors.example/guide.png',
    imageAltText: 'A guide with a map',
    stated: { recognises: 'A morning outdoors.', activity: 'Guided walk' },
    issuerSector: 'NONPROFIT',
    useCase: 'CO_CURRICULAR',
    claimBasis: 'PARTICIPATION',
    earningModes: ['COURSE'],
    estimatedEffort: 'PT3H',
    requirement: { kind: 'COURSE', title: 'A morning with a guide' },
  },
});

/**
 * Builds it through the public API.
 *
 * @param people earners; each gets an award of every achievement of a third of the issuers' skills
 */
export async function buildWorld(url: string, operatorKey: string, people: number): Promise<World> {
  const provider = await openProvider(new RegistryClient(url, operatorKey), { name: 'Tidal Museum', idempotencyKey: 'bench' });
  const { client } = provider;
  const issuers: string[] = [];
  for (const side of sides) {
    issuers.push(await ensureIssuer(provider, { slug: side, name: `Guides of the ${side}`, url: `https://${side}.example`, sectors: ['NONPROFIT'] }));
  }
  await settle(client, ['achievements']);
  const published = new Map<string, string>();
  for (const [at, side] of sides.entries()) {
    const made = await ensureAchievements(client, issuers[at] ?? '', skills.map((skill) => achievement(side, skill)));
    for (const [code, { id }] of made) published.set(code, id);
  }
  await settle(client, ['earners', 'pathways']);
  const requirements = sides.map((side) => ({ id: side, kind: 'award' as const, achievement: published.get(`${side}-maps`) ?? '' }));
  await ensurePathways(client, issuers[0] ?? '', [{ code: 'map-reader', title: 'Map reader', access: 'PUBLIC', enrolFrom: '2026-01-01', requirements }]);
  const rows = Array.from({ length: people }, (_, n) => ({ name: `Guest ${n}`, identifierType: 'MEMBER_ID', identifier: `guest-${n}` }));
  const earners = await idsByLine(client, await importRows(client, 'earners', rows));
  await settle(client, ['pathways']);
  await importRows(client, 'enrolments', earners.map((earnerId, n) => ({ partnerReference: `e${n}`, earnerId, pathwayCode: 'map-reader', enrolledOn: '2026-02-01' })));
  const awards = earners.flatMap((earnerId, n) =>
    sides.map((side) => ({ partnerReference: `${side}-${n}`, earnerId, achievementCode: `${side}-${n % 3 === 0 ? 'maps' : (skills[n % 4] ?? 'maps')}`, awardedOn: `2026-03-${String(1 + (n % 28)).padStart(2, '0')}` })),
  );
  await importRows(client, 'awards', awards);
  await settle(client, ['pathways']);
  await untilSigned(client);
  return { client, awards: awards.length };
}

/** The service of credentials has heard of every award. */
async function untilSigned(client: RegistryClient): Promise<void> {
  const query = '{ awards(first: 100, orderBy: UPDATED_AT_DESC) { nodes { credential { id } } } }';
  for (let tries = 0; tries < 600; tries += 1) {
    const { awards } = await client.execute<{ awards: { nodes: { credential: unknown }[] } }>(query);
    if (awards.nodes.every(({ credential }) => credential !== null)) return;
    await new Promise((resume) => setTimeout(resume, 100));
  }
  throw new Error('credentials of the awards did not appear');
}
