import { achievementCreated, type AchievementVersionText, achievementVersionPublished, type AwardFact, issuerCreated } from '@cairn/events';
import { newId } from '@cairn/postgres';
import { publicId } from '@cairn/subgraph';
import { anAwardFact, anIssuerProfile, aVersionText } from '@cairn/testkit';
import { aCaller, type PathwaysService } from './service.js';

export interface Written {
  readonly pathway: { readonly id: string; readonly title: string } | null;
  readonly pathwayVersion: { readonly id: string } | null;
  readonly userErrors: { readonly code: string; readonly message: string; readonly field: string[] | null }[];
}

/** A museum with achievements, and what its people do through the graph. Ids are bare unless said otherwise. */
export async function aMuseum(service: PathwaysService) {
  const tenant = newId();
  const issuer = newId();
  const caller = aCaller(tenant);
  const profile = anIssuerProfile({ issuer, slug: `museum-${issuer}`, name: 'Museum of Harbour Life', sectors: ['NONPROFIT'] });
  await service.hear({ contract: issuerCreated, tenant, subject: issuer, version: 1, data: profile });

  async function anAchievement(title = 'Knots', more: Partial<AchievementVersionText> = {}): Promise<string> {
    const [achievement, version] = [newId(), newId()];
    const at = '2026-01-01T00:00:00Z';
    const named = { achievement, achievementVersion: version, issuer, code: achievement };
    await service.hear({ contract: achievementCreated, tenant, subject: achievement, version: 1, data: { ...named, at } });
    const text = aVersionText({ ...named, title, issuerSector: 'NONPROFIT', duplicatePolicy: 'MANY', ...more });
    const published = { ...text, supersedes: null, at };
    await service.hear({ contract: achievementVersionPublished, tenant, subject: achievement, version: 2, data: published });
    return achievement;
  }

  async function createPathway(definition: unknown, more: Record<string, unknown> = {}): Promise<Written> {
    const input = { issuerId: publicId('Issuer', issuer), code: newId(), title: 'Able seaman', definition, ...more };
    const { data, errors } = await service.ask(caller, createText, { input });
    if (errors) throw new Error(JSON.stringify(errors));
    return data?.createPathway as Written;
  }

  async function publish(version: string): Promise<Written> {
    const { data, errors } = await service.ask(caller, publishText, { input: { id: version } });
    if (errors) throw new Error(JSON.stringify(errors));
    return data?.publishPathwayVersion as Written;
  }

  return {
    tenant,
    issuer,
    caller,
    anAchievement,
    createPathway,
    publish,
    /** Public ids of a pathway that is published. */
    async aPathway(definition: unknown, more: Record<string, unknown> = {}) {
      const { pathway, pathwayVersion, userErrors } = await createPathway(definition, more);
      if (!pathway || !pathwayVersion) throw new Error(JSON.stringify(userErrors));
      const published = await publish(pathwayVersion.id);
      if (!published.pathwayVersion) throw new Error(JSON.stringify(published.userErrors));
      return { pathway: pathway.id, version: pathwayVersion.id };
    },
    async enrol(earner: string, pathway: string, more: Record<string, unknown> = {}) {
      const input = { earnerId: publicId('Earner', earner), pathwayId: pathway, ...more };
      const { data, errors } = await service.ask(caller, enrolText, { input });
      if (errors) throw new Error(JSON.stringify(errors));
      return data?.enrolEarner as { enrolment: { id: string; state: string } | null; userErrors: { code: string; field: string[] }[] };
    },
    /** An award as its events carry it. */
    anAward: (earner: string, achievement: string, more: Partial<AwardFact> = {}): AwardFact => anAwardFact({ earner, issuer, achievement, ...more }),
  };
}

export type Museum = Awaited<ReturnType<typeof aMuseum>>;

/** A definition of these top-level requirements, with `sharing: shared`, that nobody is enrolled in without being asked. */
export const aDefinition = (requirements: unknown[], more: Record<string, unknown> = {}) => ({
  language: 'cairn-pathway/1',
  requirements,
  policy: { sharing: 'shared', enrolment: 'required' },
  ...more,
});

export const awardNode = (id: string, achievement: string) => ({ id, kind: 'award', achievement: publicId('Achievement', achievement) });

const createText = `mutation ($input: CreatePathwayInput!) {
  createPathway(input: $input) { pathway { id title } pathwayVersion { id } position userErrors { code field message } }
}`;
const publishText = `mutation ($input: PublishPathwayVersionInput!) {
  publishPathwayVersion(input: $input) { pathwayVersion { id state warnings { code } } position userErrors { code field message } }
}`;
const enrolText = `mutation ($input: EnrolEarnerInput!) {
  enrolEarner(input: $input) { enrolment { id state } position userErrors { code field message } }
}`;
