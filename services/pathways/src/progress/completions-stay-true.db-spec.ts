import { publicId } from '@cairn/subgraph';
import { aDefinition, awardNode } from '../testing/museum.js';
import { aHarbour, badge, bare } from '../testing/harbour.js';

describe('what is told of completions, milestones and exits stays true', () => {
  const here = aHarbour();

  describe('a completion', () => {
    it('tells its rule version, its method and the versions of its inputs', async () => {
      const { pathway } = await here.museum.aPathway(aDefinition([awardNode('k', here.knots)], { completion: badge(here.seaman, { onRevocation: 'cascadeRevoke' }) }));
      const { earner } = await here.enrolled(pathway);
      const award = await here.now.awarded(earner, here.knots, '2026-03-01');
      const [event] = await here.now.told(earner);
      expect(event).toMatchObject({
        kind: 'reached',
        version: 1,
        data: { awardAchievement: here.seaman, onRevocation: 'cascadeRevoke', completedOn: '2026-03-01', countedAwards: [award.award], ground: { version: 1, method: 'linear', inputs: [{ award: award.award, version: 1 }] } },
      });
    });

    it('is told with its cause when it is lost, and keeps what it rested on', async () => {
      const { pathway } = await here.museum.aPathway(aDefinition([awardNode('k', here.knots)], { completion: badge(here.seaman) }));
      const { earner } = await here.enrolled(pathway);
      const award = await here.now.awarded(earner, here.knots, '2026-03-01');
      await here.now.suspended(award, '2026-04-01');
      expect((await here.now.told(earner))[1]).toMatchObject({ kind: 'lost', data: { on: '2026-04-01', cause: 'SUSPENDED', ground: { inputs: [{ award: award.award, version: 1 }] } } });
    });

    it('stands when a revoked award counts on by policy', async () => {
      const { pathway } = await here.museum.aPathway(aDefinition([awardNode('k', here.knots)], { completion: badge(here.seaman, { onRevocation: 'stands' }) }));
      const { earner, enrolment } = await here.enrolled(pathway);
      await here.now.revoked(await here.now.awarded(earner, here.knots, '2026-03-01'), '2026-04-01');
      expect(await here.now.progress(enrolment)).toMatchObject({ complete: true, completedOn: '2026-03-01' });
      expect(await here.told(earner)).toEqual(['reached 2026-03-01']);
    });

    it('goes on under the award that replaces one', async () => {
      const { pathway } = await here.museum.aPathway(aDefinition([awardNode('k', here.knots)]));
      const { earner, enrolment } = await here.enrolled(pathway);
      const [first, second] = [await here.now.awarded(earner, here.knots, '2026-03-01'), here.museum.anAward(earner, here.knots, { awardedOn: '2026-04-01' })];
      await here.now.award(second);
      await here.now.replaced(first, '2026-04-01', second.award);
      expect(await here.now.progress(enrolment)).toMatchObject({ complete: true, completedOn: '2026-03-01', currentSince: '2026-03-01' });
    });

    it('of another pathway is looked at as soon as it changes', async () => {
      const below = await here.museum.aPathway(aDefinition([awardNode('k', here.knots)]));
      const above = await here.museum.aPathway(aDefinition([{ id: 'q', kind: 'pathwayCompleted', pathway: below.pathway }, awardNode('s', here.sails)]));
      const { earner } = await here.enrolled(below.pathway);
      const { enrolment } = await here.museum.enrol(earner, above.pathway, { enrolledOn: '2026-01-10' });
      await here.now.awarded(earner, here.sails, '2026-02-01');
      const award = await here.now.awarded(earner, here.knots, '2026-03-01');
      expect(await here.now.progress(bare(enrolment?.id ?? ''))).toMatchObject({ satisfied: 2, complete: true, completedOn: '2026-03-01' });
      await here.now.revoked(award, '2026-05-01');
      expect(await here.now.progress(bare(enrolment?.id ?? ''))).toMatchObject({ satisfied: 1, complete: false, lapsedOn: '2026-05-01' });
    });
  });

  describe('milestones and exits', () => {
    it('are told once, suspended while their node does not hold, and annulled when they never did', async () => {
      const milestone = { ...awardNode('k', here.knots), milestone: badge(here.mate) };
      const { pathway } = await here.museum.aPathway(aDefinition([milestone, awardNode('s', here.sails)]));
      const { earner } = await here.enrolled(pathway);
      const award = await here.now.awarded(earner, here.knots, '2026-03-01');
      await here.now.awarded(earner, here.sails, '2026-03-02');
      await here.now.suspended(award, '2026-04-01');
      const other = await here.now.awarded(earner, here.knots, '2026-05-01');
      expect((await here.told(earner)).filter((text) => text.includes('k '))).toEqual(['milestone-reached k 2026-03-01', 'lost k 2026-04-01', 'restored k 2026-05-01']);
      expect((await here.now.told(earner))[0]).toMatchObject({ data: { awardAchievement: here.mate, onRevocation: 'suspend', destination: { kind: 'MILESTONE', node: 'k' } } });
      await here.now.revoked(other, '2026-05-01', true);
      await here.now.revoked(award, '2026-03-01', true, 3);
      expect((await here.told(earner)).filter((text) => text.includes('k ')).slice(3)).toEqual(['lost k 2026-04-01', 'annulled k 2026-03-01']);
    });

    it('lets who withdraws leave by an exit', async () => {
      const offRamps = [{ id: 'early', node: { ref: 'k' }, achievement: publicId('Achievement', here.mate), when: 'withdrawal' }];
      const { pathway } = await here.museum.aPathway(aDefinition([awardNode('k', here.knots), awardNode('s', here.sails)], { offRamps }));
      const { earner, enrolment } = await here.enrolled(pathway);
      await here.now.awarded(earner, here.knots, '2026-03-01');
      expect(await here.told(earner)).toEqual([]);
      const text = `mutation ($input: WithdrawEnrolmentInput!) { withdrawEnrolment(input: $input) { userErrors { code } } }`;
      await here.service.ask(here.museum.caller, text, { input: { id: publicId('Enrolment', enrolment), withdrawnOn: '2026-05-01' } });
      expect(await here.told(earner)).toEqual(['exit-reached early 2026-05-01']);
      expect((await here.now.told(earner))[0]).toMatchObject({ data: { awardAchievement: here.mate, onRevocation: 'stands', destination: { kind: 'EXIT', node: 'early' } } });
    });
  });
});
