import type { TestTenant } from '@cairn/testkit';
import { type AchievementMarked, eventually, type Marked } from './arrange.js';
import { importAwards } from './importing.js';

const refusals = 'userErrors { code field message }';
export const rosterHeader = 'change,identifierType,identifier,name,groups';

export interface Delta {
  readonly applied: boolean;
  readonly alreadyApplied: boolean;
  readonly joined: number;
  readonly left: number;
  readonly changed: number;
  readonly errors: readonly { readonly row: number; readonly code: string; readonly field: string | null }[];
  readonly position: string | null;
}

export async function importRoster(tenant: TestTenant, deltaId: string, lines: readonly string[], mode = 'ALL_OR_NOTHING'): Promise<Delta> {
  return tenant.mutate<Delta>(
    `mutation ($input: ImportRosterInput!) { importRoster(input: $input) { applied alreadyApplied joined left changed errors { row code field } position ${refusals} } }`,
    { input: { deltaId, mode, csv: [rosterHeader, ...lines].join('\r\n') } },
  );
}

export const memberLine = (change: string, member: string, name = '') => `${change},MEMBER_ID,${member},${name},`;

/** A pathway of an association, and how many of its first requirements each of those enrolled satisfies. */
export interface CohortPathway extends Marked {
  readonly achievements: readonly AchievementMarked[];
  readonly satisfied: readonly number[];
}

export interface Cohort {
  readonly members: readonly string[];
  /** Earner by member. */
  readonly earners: ReadonlyMap<string, string>;
  readonly pathways: readonly CohortPathway[];
  /** Which pathway a member follows, and how much of it he has; the first half of the members follow one. */
  readonly following: ReadonlyMap<string, { readonly pathway: CohortPathway; readonly satisfied: number }>;
}

/** Members of an association on its roster, half of them enrolled in one of its pathways, with what they have earned so far. */
export async function aCohort(tenant: TestTenant, pathways: readonly (Marked & { readonly achievements: readonly AchievementMarked[] })[], size: number): Promise<Cohort> {
  const run = Date.now().toString(36);
  const members = Array.from({ length: size }, (_, at) => `${run}-${at}`);
  for (let from = 0; from < size; from += 250) {
    const lines = members.slice(from, from + 250).map((member, at) => memberLine('JOINED', member, `Educator ${from + at}`));
    await importRoster(tenant, `${run}/${from}`, lines);
  }
  const earners = await earnersOf(tenant, new Set(members));
  const enrolled = members.slice(0, size / 2).map((member, at) => {
    const index = at % pathways.length;
    return { member, index, satisfied: Math.floor(at / pathways.length) % ((pathways[index]?.achievements.length ?? 0) + 1) };
  });
  const lines = enrolled.map(({ member, index }) => ({ partnerReference: `${member}-${index}`, earnerId: earners.get(member), pathwayId: pathways[index]?.id, enrolledOn: '2026-01-10' }));
  // The roster is heard of member by member.
  await eventually(() => importEnrolments(tenant, lines), ({ failed }) => failed === 0, 120_000);
  const held = enrolled.flatMap(({ member, index, satisfied }) =>
    (pathways[index]?.achievements ?? []).slice(0, satisfied).map(({ code }, at) => ({ partnerReference: `${member}-${at}`, earnerId: earners.get(member), achievementCode: code, awardedOn: '2026-02-01', assessmentMethod: 'Portfolio', assessedOn: '2026-01-31' })),
  );
  const { failed, rows } = await importAwards(tenant, held);
  if (failed > 0) throw new Error(`awards were refused: ${JSON.stringify(rows.find(({ code }) => code !== null))}`);
  const made = pathways.map((pathway, index) => ({ ...pathway, satisfied: enrolled.filter((one) => one.index === index).map(({ satisfied }) => satisfied) }));
  return { members, earners, pathways: made, following: new Map(enrolled.map(({ member, index, satisfied }) => [member, { pathway: made[index]!, satisfied }])) };
}

/** For k = 0 to n: how many have k, counted one by one. */
export const counted = ({ achievements, satisfied }: CohortPathway): number[] =>
  Array.from({ length: achievements.length + 1 }, (_, k) => satisfied.filter((one) => one === k).length);

async function earnersOf(tenant: TestTenant, members: ReadonlySet<string>): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  let after: string | null = null;
  do {
    const page: { earners: { nodes: { id: string; identifiers: { value: string }[] }[]; pageInfo: { endCursor: string; hasNextPage: boolean } } } = await tenant.read(
      'query ($after: Cursor) { earners(first: 100, after: $after) { nodes { id identifiers { value } } pageInfo { endCursor hasNextPage } } }',
      { after },
    );
    for (const { id, identifiers } of page.earners.nodes) for (const { value } of identifiers) if (members.has(value)) found.set(value, id);
    after = page.earners.pageInfo.hasNextPage ? page.earners.pageInfo.endCursor : null;
  } while (after !== null);
  return found;
}

async function importEnrolments(tenant: TestTenant, lines: readonly object[]): Promise<{ failed: number }> {
  const headers = { authorization: `Bearer ${tenant.key}`, 'tus-resumable': '1.0.0' };
  const bytes = Buffer.from(`${lines.map((line) => JSON.stringify(line)).join('\n')}\n`);
  const begun = await fetch(`${tenant.url}/uploads/pathways`, { method: 'POST', headers: { ...headers, 'upload-length': String(bytes.length) } });
  const address = new URL(begun.headers.get('location') ?? '', tenant.url).pathname;
  await fetch(`${tenant.url}${address}`, { method: 'PATCH', headers: { ...headers, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' }, body: new Uint8Array(bytes) });
  const { job } = await tenant.mutate<{ job: { id: string } }>(`mutation ($input: ImportEnrolmentsInput!) { importEnrolments(input: $input) { job { id } ${refusals} } }`, {
    input: { uploadId: address.split('/').at(-1), format: 'JSONL' },
  });
  const text = 'query ($id: ID!) { enrolmentsImport(id: $id) { state failed } }';
  const asked = () => tenant.read<{ enrolmentsImport: { state: string; failed: number } }>(text, { id: job.id });
  return (await eventually(asked, ({ enrolmentsImport: { state } }) => state === 'FINISHED' || state === 'FAILED', 120_000)).enrolmentsImport;
}
