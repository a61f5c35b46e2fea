import { awardIssued } from '@cairn/events';
import { newId } from '@cairn/postgres';
import { did } from '../testing/doing.js';
import { aDefinition, aMuseum, awardNode, type Museum } from '../testing/museum.js';
import { aService, type PathwaysService } from '../testing/service.js';

interface Read {
  readonly enrolment: { readonly progress: { readonly governingVersion: number | null; readonly satisfied: number; readonly total: number; readonly complete: boolean } };
  readonly pathway: { readonly cohort: { readonly nodes: readonly { readonly satisfied: number; readonly total: number; readonly complete: boolean }[] } };
  readonly stackingTable: { readonly overdue: number };
}

const text = `query ($id: ID!, $pathway: ID!) {
  enrolment(id: $id) { progress { governingVersion satisfied total complete } }
  pathway(id: $pathway) { cohort(first: 5) { nodes { satisfied total complete } } }
  stackingTable(pathwayId: $pathway) { overdue } }`;

describe('a version that was published a moment ago', () => {
  let service: PathwaysService;
  let museum: Museum;
  let [knots, sails] = ['', ''];
  beforeAll(async () => {
    service = await aService('2026-06-01');
    museum = await aMuseum(service);
    [knots, sails] = [await museum.anAchievement('Knots'), await museum.anAchievement('Sails')];
  });
  afterAll(() => service.close());

  /** Somebody who holds knots and follows a pathway of knots and sails. */
  async function following() {
    const { pathway } = await museum.aPathway(aDefinition([awardNode('k', knots), awardNode('s', sails)]));
    await service.recompute();
    const earner = newId();
    const { enrolment } = await museum.enrol(earner, pathway);
    const data = museum.anAward(earner, knots, { awardedOn: '2026-05-01' });
    await service.hear({ contract: awardIssued, tenant: museum.tenant, subject: data.award, version: 1, data });
    return { pathway, id: enrolment?.id ?? '' };
  }
  async function replaced(pathwayId: string): Promise<void> {
    const definition = aDefinition([awardNode('k', knots)], { versioning: { appliesToEnrolledIn: { versions: [1], from: '2026-06-01', mode: 'replace', reason: 'the course ended' } } });
    const { pathwayVersion } = await did<{ pathwayVersion: { id: string } }>(service, museum.caller, 'draftPathwayVersion', { pathwayId, title: 'Next', definition }, 'pathwayVersion { id }');
    const { preview } = await did<{ preview: { id: string } }>(service, museum.caller, 'previewPathwayVersion', { pathwayVersionId: pathwayVersion.id, mode: 'REPLACE' }, 'preview { id }');
    const { userErrors } = await did(service, museum.caller, 'publishPathwayVersion', { id: pathwayVersion.id, previewId: preview.id }, 'pathwayVersion { id }');
    expect(userErrors).toEqual([]);
  }
  async function read({ id, pathway }: { id: string; pathway: string }): Promise<Read> {
    const { data, errors } = await service.ask<Read>(museum.caller, text, { id, pathway });
    if (!data || errors) throw new Error(JSON.stringify(errors));
    return data;
  }

  it('is what an enrolment and its row are read by before the background has come to it; the table says whom it counts by the one before', async () => {
    const one = await following();
    expect(await read(one)).toMatchObject({ enrolment: { progress: { governingVersion: 1, satisfied: 1, total: 2 } }, stackingTable: { overdue: 0 } });
    await replaced(one.pathway);
    const figures = { satisfied: 1, total: 1, complete: true };
    expect(await read(one)).toEqual({
      enrolment: { progress: { governingVersion: 2, ...figures } },
      pathway: { cohort: { nodes: [figures] } },
      stackingTable: { overdue: 1 },
    });
    await service.recompute();
    expect(await read(one)).toMatchObject({ enrolment: { progress: { governingVersion: 2, ...figures } }, stackingTable: { overdue: 0 } });
  });
});
