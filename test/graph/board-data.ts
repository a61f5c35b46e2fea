import { aTenant, type TestTenant } from '@cairn/testkit';
import { type AchievementMarked, anIssuer, aPathway, aPublishedAchievement, assessment } from './arrange.js';
import { asLines, importAwards, importText } from './importing.js';

/** A tenant whose figures are worth a look. */
export interface Observed {
  readonly tenant: TestTenant;
  readonly pathwayId: string;
  /** Of all its writes, for `cairn-await-position`. */
  readonly positions: string;
}

const people = 120;
const day = 86_400_000;
const after = (from: string, days: number): string => new Date(Date.parse(from) + days * day).toISOString().slice(0, 10);

/** Cohorts of four quarters of 2024, thirty people each: nearly half go on to a second achievement, later in each cohort, and a sixth to a third. */
export async function anObservedTenant(name: string): Promise<Observed> {
  const tenant = await aTenant(name);
  const issuer = await anIssuer(tenant);
  const parts: AchievementMarked[] = [];
  for (const title of ['Tide walk', 'Shore watch <&> wind', 'Object stories']) parts.push(await aPublishedAchievement(tenant, issuer, title));
  const [walk, watch, tell] = parts.map(({ id }) => id);
  const pathway = await aPathway(tenant, issuer, [
    { id: 'walk', kind: 'award', achievement: walk, title: 'Tide walk' },
    { id: 'more', kind: 'any', title: 'Watch or tell', of: [{ id: 'watch', kind: 'award', achievement: watch }, { id: 'tell', kind: 'award', achievement: tell }] },
  ]);
  await tenant.read('{ awards(first: 1) { nodes { id } } }', {}, { awaitPosition: parts.map(({ position }) => position).join(',') });
  const line = (person: number, part: number, awardedOn: string) => ({
    partnerReference: `${part}/${person}`,
    identifierType: 'STUDENT_ID',
    identifier: `S${person}`,
    achievementCode: parts[part]?.code,
    awardedOn,
    assessmentMethod: assessment.method,
    assessedOn: awardedOn,
  });
  const awards = Array.from({ length: people }, (_, person) => {
    const from = after('2024-01-10', (person % 4) * 91);
    const [second, third] = [person % 9 < 4, person % 6 === 0];
    const order = person % 10 === 1 ? [1, 0] : [0, 1];
    return [
      line(person, order[0] ?? 0, from),
      ...(second ? [line(person, order[1] ?? 1, after(from, 20 + person + (person % 4) * 30))] : []),
      ...(third ? [line(person, 2, after(from, 300))] : []),
    ];
  });
  const made = await importAwards(tenant, awards.flat());
  const earners = await tenant.read<{ earners: { nodes: { id: string }[] } }>('{ earners(first: 100) { nodes { id } } }', {}, { awaitPosition: made.position ?? '' });
  await tenant.read('{ enrolments(first: 1) { nodes { id } } }', {}, { awaitPosition: made.position ?? '' });
  const enrolments = earners.earners.nodes.map(({ id }) => ({ partnerReference: `e/${id}`, earnerId: id, pathwayCode: pathway.code, enrolledOn: '2024-01-05' }));
  const enrolled = await importText(tenant, 'enrolments', asLines(enrolments), {});
  if (made.failed > 0 || enrolled.failed > 0) throw new Error(`refused: ${JSON.stringify([...made.rows, ...enrolled.rows].find(({ code }) => code !== null))}`);
  return { tenant, pathwayId: pathway.id, positions: [made.position, enrolled.position].filter((position) => position !== null).join(',') };
}
