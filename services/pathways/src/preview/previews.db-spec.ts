import type { Principal } from '@cairn/access';
import { awardIssued } from '@cairn/events';
import { newId } from '@cairn/postgres';
import { publicId } from '@cairn/subgraph';
import { did, type Refused } from '../testing/doing.js';
import { aDefinition, aMuseum, awardNode, type Museum } from '../testing/museum.js';
import { aCaller, aService, type PathwaysService } from '../testing/service.js';
import { PreviewRunner } from './preview-runner.js';

interface Shown {
  readonly id: string;
  readonly state: string;
  readonly mode: string;
  readonly inScope: number | null;
  readonly evaluated: number;
  readonly wouldIssue: number;
  readonly wouldSuspend: number;
  readonly classes: { class: string; count: number }[];
  readonly findings: { code: string; isError: boolean }[];
}
const fields = 'id state mode asOf inScope evaluated wouldIssue wouldSuspend classes { class count } findings { code isError }';
const codes = ({ userErrors }: { userErrors: Refused[] }) => userErrors.map(({ code, field }) => [code, field?.at(-1)]);
const counted = ({ classes }: Shown) => Object.fromEntries(classes.filter(({ count }) => count > 0).map((one) => [one.class, one.count]));

describe('the preview of a version change', () => {
  let service: PathwaysService;
  let museum: Museum;
  let [knots, sails, ropes, seaman] = ['', '', '', ''];
  beforeAll(async () => {
    service = await aService('2026-06-01');
    museum = await aMuseum(service);
    [knots, sails, ropes, seaman] = [await museum.anAchievement('Knots'), await museum.anAchievement('Sails'), await museum.anAchievement('Ropes'), await museum.anAchievement('Seaman')];
  });
  afterAll(() => service.close());

  const preview = (input: object, by: Principal = museum.caller) => did<{ preview: Shown | null }>(service, by, 'previewPathwayVersion', input, `preview { ${fields} }`);
  const asking = (...achievements: string[]) =>
    aDefinition(achievements.map((id, at) => awardNode(`n${at}`, id)), { completion: { achievement: publicId('Achievement', seaman) }, policy: { sharing: 'shared', enrolment: 'required' } });
  const hold = async (earner: string, ...achievements: string[]) => {
    for (const achievement of achievements) {
      const data = museum.anAward(earner, achievement, { awardedOn: '2026-05-01' });
      await service.hear({ contract: awardIssued, tenant: museum.tenant, subject: data.award, version: 1, data });
    }
  };
  /** A pathway of knots, sails and ropes, with earners who hold some of them. */
  const aCrew = async () => {
    const { pathway } = await museum.aPathway(asking(knots, sails, ropes));
    const crew = [[], [knots], [knots, sails], [knots, sails, ropes]];
    const enrolled: string[] = [];
    for (const held of crew) {
      const earner = newId();
      await hold(earner, ...held);
      enrolled.push((await museum.enrol(earner, pathway)).enrolment?.id ?? '');
    }
    return { pathway, enrolled };
  };
  const replacing = (definition: object, from = '2026-06-01') => ({ ...definition, versioning: { appliesToEnrolledIn: { versions: [1], from, mode: 'replace', reason: 'the old course ended' } } });
  const draftOf = async (pathwayId: string, definition: unknown) =>
    (await did<{ pathwayVersion: { id: string } }>(service, museum.caller, 'draftPathwayVersion', { pathwayId, title: 'Next', definition }, 'pathwayVersion { id }')).pathwayVersion.id;
  const publish = async (id: string, previewId?: string) => did<object>(service, museum.caller, 'publishPathwayVersion', { id, previewId }, 'pathwayVersion { state }');

  it('says who gains and who loses, changes nothing, and publication does what it said', async () => {
    const { pathway, enrolled } = await aCrew();
    const stateOf = async () => {
      const { data } = await service.ask<{ enrolments: { nodes: { state: string; version: number }[] } }>(museum.caller, 'query ($p: ID!) { enrolments(first: 10, filter: { pathway: { eq: $p } }) { nodes { id state version } } }', { p: pathway });
      return data?.enrolments.nodes;
    };
    const before = await stateOf();
    const { preview: shown } = await preview({ pathwayId: pathway, definition: asking(knots, sails), mode: 'ALTERNATIVE' });
    expect(shown).toMatchObject({ state: 'DONE', mode: 'ALTERNATIVE', inScope: 4, evaluated: 4, wouldIssue: 1, wouldSuspend: 0, findings: [] });
    expect(counted(shown as Shown)).toEqual({ UNCHANGED: 3, GAINS_COMPLETION: 1 });
    expect(await stateOf()).toEqual(before);
    const earners = `query ($id: ID!, $after: Cursor, $class: PathwayPreviewClass) { pathwayPreview(id: $id) { earners(first: 2, after: $after, class: $class) { nodes { class before beforeOf after afterOf enrolment { id } } pageInfo { endCursor hasNextPage } } } }`;
    const page = async (more: object, by = museum.caller) => {
      const { data } = await service.ask<{ pathwayPreview: { earners: { nodes: unknown[]; pageInfo: { endCursor: string; hasNextPage: boolean } } } | null }>(by, earners, { id: shown?.id, ...more });
      return data?.pathwayPreview?.earners;
    };
    expect((await page({ class: 'GAINS_COMPLETION' }))?.nodes).toEqual([{ class: 'GAINS_COMPLETION', before: 2, beforeOf: 3, after: 2, afterOf: 2, enrolment: { id: enrolled[2] } }]);
    const first = await page({});
    const second = await page({ after: first?.pageInfo.endCursor });
    expect([...(first?.nodes ?? []), ...(second?.nodes ?? [])]).toHaveLength(4);
    expect(second?.pageInfo.hasNextPage).toBe(false);
    expect([await page({}, aCaller(newId())), await page({}, aCaller(museum.tenant, ['AWARD']))]).toEqual([undefined, undefined]);
  });

  it('tells of progress that would go up and down', async () => {
    const { pathway } = await aCrew();
    const { preview: shown } = await preview({ pathwayId: pathway, definition: asking(ropes), mode: 'REPLACE' });
    // Who completed keeps what he has: the completing version governs him for good.
    expect(counted(shown as Shown)).toEqual({ UNCHANGED: 2, PROGRESS_DOWN: 2 });
  });

  it('is needed by a version that replaces another, of the same definition, and not older than a day', async () => {
    const { pathway } = await aCrew();
    const definition = replacing(asking(knots, sails));
    const draft = await draftOf(pathway, definition);
    expect(codes(await publish(draft))).toEqual([['PREVIEW_MISSING', 'previewId']]);
    const other = await preview({ pathwayId: pathway, definition: replacing(asking(knots)) });
    expect(codes(await publish(draft, other.preview?.id))).toEqual([['PREVIEW_MISSING', 'previewId']]);
    const old = await preview({ pathwayVersionId: draft });
    expect(old.preview).toMatchObject({ mode: 'REPLACE', state: 'DONE' });
    service.today('2026-06-03');
    expect(codes(await publish(draft, old.preview?.id))).toEqual([['PREVIEW_MISSING', 'previewId']]);
    const { preview: shown } = await preview({ pathwayVersionId: draft });
    expect(await publish(draft, shown?.id)).toMatchObject({ pathwayVersion: { state: 'PUBLISHED' }, userErrors: [] });
    service.today('2026-06-01');
  });

  it('tells what lint finds, and refuses what is no definition', async () => {
    const { pathway } = await aCrew();
    const { preview: shown } = await preview({ pathwayId: pathway, definition: asking(knots, newId()) });
    expect(shown?.findings).toMatchObject([{ code: 'UNKNOWN_REFERENCE', isError: true }]);
    expect(codes(await preview({ pathwayId: pathway, definition: { requirements: [] } }))).toEqual([['PATHWAY_DEFINITION_INVALID', 'policy']]);
    expect(codes(await preview({}))).toEqual([['FIELD_MISSING', 'pathwayVersionId']]);
    expect(codes(await preview({ pathwayId: pathway, definition: replacing(asking(knots)), mode: 'ALTERNATIVE' }))).toEqual([['INVALID_VALUE', 'mode']]);
    expect(codes(await preview({ pathwayId: pathway, definition: asking(knots) }, aCaller(newId())))).toEqual([['NOT_FOUND', 'pathwayId']]);
    expect(codes(await preview({ pathwayId: pathway, definition: asking(knots) }, aCaller(museum.tenant, ['AWARD'])))).toEqual([['GRANT_MISSING', undefined]]);
  });

  it('goes on in the background where it stood', async () => {
    const { pathway } = await aCrew();
    const { preview: shown } = await preview({ pathwayId: pathway, definition: asking(knots, sails) });
    const id = shown?.id.slice(4) ?? '';
    const reset = `UPDATE preview SET state = 'RUNNING', finished_at = NULL, counts = '{}', done = 0, would_issue = 0, after_id = NULL WHERE id = $1`;
    await service.database.work(async (tx) => {
      await tx.query('DELETE FROM preview_row WHERE preview_id = $1', [id]);
      await tx.query(reset, [id]);
    });
    await Promise.all([1, 2, 3].map(() => service.app.get(PreviewRunner).run(museum.tenant, id, () => true)));
    const read = async () => (await service.ask<{ pathwayPreview: Shown }>(museum.caller, `query ($id: ID!) { pathwayPreview(id: $id) { ${fields} } }`, { id: shown?.id })).data?.pathwayPreview as Shown;
    for (const until = Date.now() + 30_000; (await read()).state === 'RUNNING' && Date.now() < until; ) await new Promise((resume) => setTimeout(resume, 50));
    expect(await read()).toEqual(shown);
  });
});
