import { randomUUID } from 'node:crypto';
import { UserErrors } from '@cairn/client';
import { loadSolver } from '@cairn/requirements';
import { inParts } from '../provider/side-by-side.js';
import { isObject } from './badgr/items.js';
import { findingsOf, unbound } from './definition.js';
import { compare, withoutExpiry } from './differences.js';
import type { Moving } from './moving.js';
import type { PlannedAward, PlannedPathway } from './plan.js';
import type { MovedPathway } from './report.js';
import { sourceRule } from './source-rule.js';

const find = `query ($codes: [String!]) { pathways(first: 100, filter: { mine: true, code: { in: $codes } }) { nodes { id code currentVersion { id } versions { id state } } } }`;
const importOne = `mutation ($input: ImportPathwayInput!) { importPathway(input: $input) { pathwayVersion { id } position userErrors { code field message } } }`;
const publish = `mutation ($input: PublishPathwayVersionInput!) { publishPathwayVersion(input: $input) { pathwayVersion { id } position userErrors { code field message } } }`;

interface Found {
  readonly code: string;
  readonly currentVersion: object | null;
  readonly versions: readonly { readonly id: string; readonly state: string }[];
}

export interface Things {
  readonly issuers: ReadonlyMap<string, string>;
  readonly achievements: ReadonlyMap<string, string>;
  readonly awards: readonly PlannedAward[];
  readonly today: string;
}

/** Every pathway, published where nothing speaks against it, else a draft; with whoever is judged otherwise than at the source. */
export async function movePathways(moving: Moving, pathways: readonly PlannedPathway[], things: Things): Promise<MovedPathway[]> {
  const solver = await loadSolver();
  const there = new Map<string, Found>();
  for (const part of inParts(pathways, 100)) {
    const { pathways: found } = await moving.client.execute<{ pathways: { nodes: Found[] } }>(find, { codes: part.map(({ code }) => code) });
    for (const one of found.nodes) there.set(one.code, one);
  }
  const moved: MovedPathway[] = [];
  for (const pathway of pathways) {
    const { imported, badges, code, title, format, document } = pathway;
    const keyOf = (address: string) => badges.get(address) ?? address;
    const read = unbound(pathway, keyOf);
    const findings = findingsOf(read.definition, solver).map(({ code: finding, level, message }) => ({ code: finding, level, message }));
    const isSound = findings.every(({ level }) => level === 'warning');
    const state = await move(moving, pathway, there.get(code), isSound, things);
    const rule = format === 'BADGR_SERVER' && isObject(document) ? sourceRule(document, keyOf) : withoutExpiry(read, things.today, solver);
    const compared = state === 'PUBLISHED' ? compare(read, rule, things.awards, things.today, solver) : null;
    const report = imported.report.filter(({ outcome }) => outcome !== 'MAPPED');
    moved.push({ source: imported.source, code, title, state, findings, report, earnersCompared: compared?.earners ?? null, withoutBadge: compared?.withoutBadge ?? null, differences: compared?.differences ?? [] });
  }
  return moved;
}

async function move(moving: Moving, pathway: PlannedPathway, there: Found | undefined, isSound: boolean, { issuers, achievements }: Things): Promise<MovedPathway['state']> {
  const { client, dryRun, tally } = moving;
  const wanted = isSound ? 'PUBLISHED' : 'DRAFT';
  if (there?.currentVersion || (there && dryRun)) {
    tally.add('pathways', { unchanged: 1 });
    return there.currentVersion ? 'PUBLISHED' : wanted;
  }
  if (dryRun) {
    tally.add('pathways', { created: 1 });
    return wanted;
  }
  try {
    const version = there?.versions.find(({ state }) => state === 'DRAFT')?.id ?? (await make(moving, pathway, issuers, achievements));
    tally.add('pathways', there ? { unchanged: 1 } : { created: 1 });
    if (isSound) await client.execute(publish, { input: { id: version } });
    return wanted;
  } catch (error) {
    if (!(error instanceof UserErrors)) throw error;
    const [first] = error.userErrors;
    moving.refuse('pathways', pathway, first?.code ?? 'IMPORT_REFUSED', first?.field?.at(-1) ?? null, first?.message ?? error.message);
    return 'REFUSED';
  }
}

async function make({ client }: Moving, { code, title, issuer, format, document, imported, badges }: PlannedPathway, issuers: Things['issuers'], achievements: Things['achievements']): Promise<string> {
  // What is not there is told by the import itself.
  const bindings = imported.references.map(({ iri }) => ({ iri, achievementId: achievements.get(badges.get(iri) ?? '') ?? null }));
  const input = { idempotencyKey: randomUUID(), issuerId: issuers.get(issuer) ?? '', code, title, source: { format, document: JSON.stringify(document) }, bindings };
  return (await client.execute<{ importPathway: { pathwayVersion: { id: string } } }>(importOne, { input })).importPathway.pathwayVersion.id;
}
