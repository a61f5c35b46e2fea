import { newId } from '@cairn/postgres';
import { aDefinition, awardNode } from '../testing/museum.js';
import { aHarbour, badge, bare, implicit } from '../testing/harbour.js';

describe('answers stay true when a version is published', () => {
  const here = aHarbour();

  describe('a version', () => {
    it('that is published after everything was earned is awarded all the same', async () => {
      const earner = newId();
      await here.now.awarded(earner, here.knots, '2026-02-01');
      await here.now.awarded(earner, here.sails, '2026-03-01');
      const { pathway } = await here.museum.aPathway(aDefinition([awardNode('k', here.knots), awardNode('s', here.sails)], { ...implicit, completion: badge(here.seaman) }));
      expect(await here.now.enrolments(earner)).toEqual([]);
      await here.service.recompute();
      expect(await here.now.enrolments(earner)).toMatchObject([{ state: 'COMPLETED', on: '2026-06-01', implicit: true, pathway: bare(pathway) }]);
      expect(await here.told(earner)).toEqual(['reached 2026-06-01']);
      expect(await here.service.recompute()).toBe(0);
    });

    it('that is published evaluates everybody enrolled in one before, page by page', async () => {
      const { pathway } = await here.museum.aPathway(aDefinition([awardNode('k', here.knots), awardNode('s', here.sails)]));
      const { earner, enrolment } = await here.enrolled(pathway);
      await here.now.awarded(earner, here.knots, '2026-03-01');
      const relaxed = aDefinition([awardNode('k', here.knots)], { versioning: { appliesToEnrolledIn: { versions: [1], from: '2026-06-01', mode: 'alternative', reason: 'sails are sold' } } });
      const text = `mutation ($input: DraftPathwayVersionInput!) { draftPathwayVersion(input: $input) { pathwayVersion { id } userErrors { code message } } }`;
      const { data } = await here.service.ask(here.museum.caller, text, { input: { pathwayId: pathway, title: 'Without sails', definition: relaxed } });
      const drafted = data?.draftPathwayVersion as { pathwayVersion: { id: string } | null; userErrors: unknown[] };
      expect(drafted.userErrors).toEqual([]);
      expect((await here.museum.publish(drafted.pathwayVersion?.id ?? '')).userErrors).toEqual([]);
      expect(await here.now.progress(enrolment)).toMatchObject({ complete: false });
      await here.service.recompute();
      expect(await here.now.progress(enrolment)).toMatchObject({ complete: true, completedOn: '2026-06-01', governingVersion: 2 });
    });

    it('that cannot be evaluated leaves its earners undecided and nobody else', async () => {
      const broken = await here.museum.aPathway(aDefinition([awardNode('k', here.knots)]));
      const sound = await here.museum.aPathway(aDefinition([awardNode('k', here.knots)]));
      const { earner, enrolment } = await here.enrolled(broken.pathway);
      const other = await here.museum.enrol(earner, sound.pathway, { enrolledOn: '2026-01-10' });
      await here.service.database.work((tx) => tx.query(`UPDATE pathway_version SET definition = '{"requirements": [{"id": "k"}]}' WHERE id = $1`, [bare(broken.version)]));
      await here.service.restart();
      await here.now.awarded(earner, here.knots, '2026-03-01');
      expect(await here.now.progress(enrolment)).toMatchObject({ state: 'UNDECIDED', complete: null, exact: false });
      expect(await here.now.progress(bare(other.enrolment?.id ?? ''))).toMatchObject({ complete: true });
    });
  });

  describe('an enrolment that nobody asked for', () => {
    it('begins with the first award that matches, on its day, and is told', async () => {
      const { pathway } = await here.museum.aPathway(aDefinition([awardNode('k', here.mate), awardNode('s', here.sails)], { ...implicit, versioning: { enrolFrom: '2025-01-01' } }));
      const earner = newId();
      await here.now.awarded(earner, here.mate, '2026-02-01');
      expect(await here.now.enrolments(earner)).toMatchObject([{ state: 'ACTIVE', on: '2026-02-01', implicit: true, pathway: bare(pathway) }]);
      await here.now.awarded(earner, here.mate, '2026-01-15');
      expect(await here.now.enrolments(earner)).toHaveLength(1);
    });

    it('does not begin where somebody has to be asked, nor for who is no member, nor by what never held', async () => {
      const own = await here.museum.anAchievement('Rigging');
      await here.museum.aPathway(aDefinition([awardNode('k', own)]));
      await here.museum.aPathway(aDefinition([awardNode('k', own)], implicit), { access: 'MEMBERS_ONLY' });
      const { pathway } = await here.museum.aPathway(aDefinition([awardNode('k', own)], implicit));
      await here.service.database.work((tx) => tx.query(`UPDATE pathway SET approval = 'REQUIRED' WHERE id = $1`, [bare(pathway)]));
      const earner = newId();
      await here.now.awarded(earner, own, '2026-06-01');
      await here.service.recompute();
      expect(await here.now.enrolments(earner)).toEqual([]);
    });

    it('leaves the rest to the background when an award leads to very many', async () => {
      const own = await here.museum.anAchievement('Lamps');
      const { pathway, version } = await here.museum.aPathway(aDefinition([awardNode('k', own)], implicit));
      const copies = 550;
      await here.service.database.work((tx) =>
        tx.query(
          `WITH p AS (INSERT INTO pathway (tenant_id, id, issuer_id, code, title, access, current_version_id, version, created_at, updated_at)
             SELECT $1, gen_random_uuid(), p.issuer_id, 'copy ' || n, p.title, p.access, gen_random_uuid(), 1, now(), now() FROM pathway p, generate_series(1, $4::int) n WHERE p.id = $2
             RETURNING id, current_version_id),
           v AS (INSERT INTO pathway_version (tenant_id, id, pathway_id, number, state, public, title, definition, definition_hash, warnings, published_on, created_at)
             SELECT $1, p.current_version_id, p.id, 1, 'PUBLISHED', true, v.title, v.definition, v.definition_hash, v.warnings, v.published_on, now() FROM pathway_version v, p WHERE v.id = $3 RETURNING id, pathway_id),
           r AS (INSERT INTO version_reach (tenant_id, pathway_version_id, pathway_id, anything, entries, trust, skills, latest, implicit)
             SELECT $1, id, pathway_id, false, false, false, false, false, true FROM v)
           INSERT INTO leaf_index (tenant_id, achievement_id, pathway_version_id, pathway_id, public) SELECT $1, $5, id, pathway_id, true FROM v`,
          [here.museum.tenant, bare(pathway), bare(version), copies, own],
        ),
      );
      const earner = newId();
      await here.now.awarded(earner, own, '2026-06-01');
      expect(await here.now.enrolments(earner)).toHaveLength(500);
      await here.service.recompute();
      expect(await here.now.enrolments(earner)).toHaveLength(copies + 1);
    });
  });
});
