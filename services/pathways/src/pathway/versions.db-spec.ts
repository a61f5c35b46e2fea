import { anonymous } from '@cairn/access';
import { newId } from '@cairn/postgres';
import { publicId } from '@cairn/subgraph';
import { did } from '../testing/doing.js';
import { aDefinition, aMuseum, awardNode, type Museum } from '../testing/museum.js';
import { aCaller, aService, type PathwaysService } from '../testing/service.js';

interface Version {
  readonly pathwayVersion: { readonly id: string; readonly state: string; readonly title?: string; readonly definition?: object; readonly definitionHash?: string } | null;
}

describe('versions of a pathway', () => {
  let service: PathwaysService;
  let museum: Museum;
  let [knots, sails, seaman] = ['', '', ''];
  beforeAll(async () => {
    service = await aService('2026-06-01');
    museum = await aMuseum(service);
    [knots, sails, seaman] = [await museum.anAchievement('Knots'), await museum.anAchievement('Sails'), await museum.anAchievement('Seaman')];
  });
  afterAll(() => service.close());

  const ach = (id: string) => publicId('Achievement', id);
  const change = (input: object, by = museum.caller) => did<Version>(service, by, 'changePathwayDraft', input, 'pathwayVersion { id state title definition definitionHash } position');
  const close = (id: string, by = museum.caller) => did<Version>(service, by, 'closePathwayVersion', { id }, 'pathwayVersion { id state }');
  const setAccess = (input: object, by = museum.caller) =>
    did<{ pathway: { access: string; approval: string; visibility: string; version: number } | null }>(service, by, 'setPathwayAccess', input, 'pathway { access approval visibility version } position');
  const draft = async (pathwayId: string, definition: unknown) =>
    (await did<{ pathwayVersion: { id: string } }>(service, museum.caller, 'draftPathwayVersion', { pathwayId, title: 'Next', definition }, 'pathwayVersion { id }')).pathwayVersion.id;
  const versionsOf = async (id: string, by = museum.caller) => {
    const { data } = await service.ask<{ pathway: { versions: { number: number; state: string; publishedOn: string | null }[] } | null }>(
      by,
      'query ($id: ID!) { pathway(id: $id) { versions { number state publishedOn } } }',
      { id },
    );
    return data?.pathway?.versions ?? null;
  };
  const enrolledIn = async (pathway: string, enrolledOn: string) => {
    const { enrolment, userErrors } = await museum.enrol(newId(), pathway, { enrolledOn });
    if (!enrolment) return userErrors.map(({ code }) => code);
    const { data } = await service.ask<{ enrolment: { pathwayVersion: { number: number } } }>(museum.caller, 'query ($id: ID!) { enrolment(id: $id) { pathwayVersion { number } } }', { id: enrolment.id });
    return data?.enrolment.pathwayVersion.number;
  };

  it('say everything that the language can, by public ids, and give it back as it was written', async () => {
    const other = await museum.aPathway(aDefinition([awardNode('k', knots)]));
    const written = aDefinition(
      [
        { id: 'one', kind: 'count', atLeast: 1, from: { achievementIn: [ach(knots), ach(sails)], issuerIn: [publicId('Issuer', museum.issuer)], exclude: { achievementIn: [ach(seaman)] } } },
        { id: 'two', kind: 'all', of: [{ ...awardNode('s', sails), milestone: { achievement: ach(knots), autoIssue: false } }] },
        { id: 'word', kind: 'attested', by: 'mentor', validFor: 'P1Y' },
        { id: 'other', kind: 'pathwayCompleted', pathway: other.pathway },
      ],
      {
        policy: { sharing: 'exclusiveSums', equivalences: [{ of: ach(knots), accepts: ach(sails) }], crossPathway: [{ pathways: [other.pathway], maxSharedAwards: 1 }], acceptedIssuers: { issuerIn: [publicId('Issuer', museum.issuer)] } },
        order: [{ before: 'one', after: 'two', mode: 'onOrAfter' }],
        completion: { achievement: ach(seaman) },
        offRamps: [{ id: 'x', node: { ref: 'one' }, achievement: ach(knots), when: 'request' }],
      },
    );
    const { pathway, version } = await museum.aPathway(written);
    const { data } = await service.ask(museum.caller, 'query ($id: ID!) { pathway(id: $id) { currentVersion { id definition requirements { id kind } } } }', { id: pathway });
    expect(data?.pathway).toMatchObject({
      currentVersion: { id: version, definition: { ...written, id: pathway, version: 1 }, requirements: [{ id: 'one', kind: 'count' }, { id: 'two' }, { id: 'word', kind: 'attested' }, { id: 'other' }] },
    });
  });

  it('tell of every id that is none, at its place', async () => {
    const { userErrors } = await museum.createPathway(
      aDefinition([{ id: 'one', kind: 'count', atLeast: 1, from: { achievementIn: [knots], issuerIn: ['us'] } }, { id: 'o', kind: 'pathwayCompleted', pathway: 'P' }]),
    );
    expect(userErrors.map(({ code, field }) => [code, field?.slice(2).join('/')])).toEqual([
      ['PATHWAY_DEFINITION_INVALID', 'requirements/0/from/achievementIn/0'],
      ['PATHWAY_DEFINITION_INVALID', 'requirements/0/from/issuerIn/0'],
      ['PATHWAY_DEFINITION_INVALID', 'requirements/1/pathway'],
    ]);
  });

  it('are edited while they are drafts, and never afterwards', async () => {
    const { pathway, pathwayVersion } = await museum.createPathway(aDefinition([awardNode('k', knots)]));
    const id = pathwayVersion?.id ?? '';
    const first = await change({ id });
    const changed = await change({ id, title: 'Bosun', definition: aDefinition([awardNode('s', sails)]) });
    expect(changed).toMatchObject({ pathwayVersion: { title: 'Bosun', state: 'DRAFT', definition: { id: pathway?.id, version: 1, requirements: [awardNode('s', sails)] } }, position: expect.any(String) });
    expect(changed.pathwayVersion?.definitionHash).not.toBe(first.pathwayVersion?.definitionHash);
    expect((await change({ id, title: '', definition: { language: 'cairn-pathway/1' } })).userErrors.map(({ field }) => field?.[1])).toEqual(expect.arrayContaining(['title', 'definition']));
    await museum.publish(id);
    expect((await change({ id, title: 'Captain' })).userErrors).toMatchObject([{ code: 'PATHWAY_VERSION_STATE_INVALID', field: ['input', 'id'] }]);
    expect((await change({ id }, aCaller(newId()))).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect((await change({ id }, aCaller(museum.tenant, ['PUBLISH']))).userErrors).toMatchObject([{ code: 'GRANT_MISSING' }]);
  });

  it('are closed: no new enrolment follows them, and the pathway stays to be read', async () => {
    const { pathway, version } = await museum.aPathway(aDefinition([awardNode('k', knots)]));
    expect((await close(version, aCaller(newId()))).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect((await close(version, aCaller(museum.tenant, ['DESIGN']))).userErrors).toMatchObject([{ code: 'GRANT_MISSING' }]);
    expect((await close(version)).pathwayVersion).toEqual({ id: version, state: 'CLOSED' });
    expect((await close(version)).userErrors).toMatchObject([{ code: 'PATHWAY_VERSION_STATE_INVALID' }]);
    expect(await enrolledIn(pathway, '2026-06-01')).toEqual(['PATHWAY_VERSION_STATE_INVALID']);
    expect(await versionsOf(pathway, anonymous)).toEqual([{ number: 1, state: 'CLOSED', publishedOn: '2026-06-01' }]);
  });

  it('are followed from the day on which they open, and leave the one before open until then', async () => {
    const { pathway } = await museum.aPathway(aDefinition([awardNode('k', knots)], { versioning: { enrolFrom: '2026-01-01' } }));
    const next = await draft(pathway, aDefinition([awardNode('s', sails)], { versioning: { enrolFrom: '2026-06-10' } }));
    await museum.publish(next);
    expect(await enrolledIn(pathway, '2026-06-01')).toBe(1);
    service.today('2026-06-10');
    expect([await enrolledIn(pathway, '2026-06-09'), await enrolledIn(pathway, '2026-06-10')]).toEqual([1, 2]);
    service.today('2026-06-01');
  });

  it('are retired once their teach-out is over', async () => {
    const { pathway } = await museum.aPathway(aDefinition([awardNode('k', knots)], { versioning: { teachOutUntil: '2026-07-01' } }));
    await museum.publish(await draft(pathway, aDefinition([awardNode('s', sails)])));
    expect(await versionsOf(pathway)).toMatchObject([{ state: 'PUBLISHED' }, { state: 'CLOSED' }]);
    service.today('2026-07-01');
    expect(await versionsOf(pathway)).toMatchObject([{ state: 'PUBLISHED' }, { state: 'RETIRED' }]);
    service.today('2026-06-01');
  });

  it('keep the day of publication that they state, unless it lies in the future', async () => {
    const { pathway } = await museum.aPathway(aDefinition([awardNode('k', knots)], { publishedOn: '2025-09-01' }));
    expect(await versionsOf(pathway)).toMatchObject([{ publishedOn: '2025-09-01' }]);
    const { pathwayVersion } = await museum.createPathway(aDefinition([awardNode('k', knots)], { publishedOn: '2026-09-01' }));
    expect((await museum.publish(pathwayVersion?.id ?? '')).userErrors).toMatchObject([{ code: 'PATHWAY_DEFINITION_INVALID' }]);
  });

  it('show what lint proved', async () => {
    const clash = aDefinition([{ id: 'a', kind: 'count', atLeast: 1, from: { achievementIn: [ach(knots)] } }, { id: 'b', kind: 'count', atLeast: 1, from: { achievementIn: [ach(knots)] } }], { policy: { sharing: 'exclusive' } });
    const once = await museum.anAchievement('Once', { duplicatePolicy: 'ONE_ACTIVE' });
    const { pathwayVersion } = await museum.createPathway(JSON.parse(JSON.stringify(clash).replaceAll(knots, once)));
    expect((await museum.publish(pathwayVersion?.id ?? '')).userErrors).toMatchObject([{ code: 'PATHWAY_LINT_FAILED', message: expect.stringMatching(/^UNSATISFIABLE: /) }]);
  });

  it('change whom a pathway is for: new enrolments only, and who sees it only when said', async () => {
    const { pathway } = await museum.aPathway(aDefinition([awardNode('k', knots)]));
    const set = await setAccess({ id: pathway, access: 'MEMBERS_ONLY', approval: 'REQUIRED' });
    expect(set).toMatchObject({ pathway: { access: 'MEMBERS_ONLY', approval: 'REQUIRED', visibility: 'PUBLIC', version: 3 }, position: expect.any(String) });
    expect(await versionsOf(pathway, anonymous)).toHaveLength(1);
    expect(await setAccess({ id: pathway, access: 'MEMBERS_ONLY' })).toMatchObject({ pathway: { version: 3 }, position: null });
    expect((await setAccess({ id: pathway, visibility: 'MEMBERS_ONLY' })).pathway?.visibility).toBe('MEMBERS_ONLY');
    expect(await versionsOf(pathway, anonymous)).toBeNull();
    expect((await setAccess({ id: pathway, access: 'PUBLIC' }, aCaller(newId()))).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect((await setAccess({ id: pathway, access: 'PUBLIC' }, aCaller(museum.tenant, ['AWARD']))).userErrors).toMatchObject([{ code: 'GRANT_MISSING' }]);
  });
});
