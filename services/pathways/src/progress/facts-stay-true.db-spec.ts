import { earnerMerged } from '@cairn/events';
import { newId } from '@cairn/postgres';
import { aDefinition, awardNode } from '../testing/museum.js';
import { aHarbour } from '../testing/harbour.js';

describe('answers stay true to what is known of an earner', () => {
  const here = aHarbour();

  describe('what was said of a node', () => {
    it('counts once it is known', async () => {
      const nodes = [awardNode('k', here.knots), { id: 'talk', kind: 'attested', by: 'mentor', validFor: 'P1Y' }];
      const { pathway } = await here.museum.aPathway(aDefinition(nodes));
      const { earner, enrolment } = await here.enrolled(pathway);
      await here.now.awarded(earner, here.knots, '2026-03-01');
      await here.service.database.work((tx) =>
        tx.query(
          `INSERT INTO node_attestation (tenant_id, id, enrolment_id, node, role, attested_by, on_day, recorded_at) VALUES ($1, $2, $3, 'talk', 'mentor', 'mem_1', '2026-04-01', now())`,
          [here.museum.tenant, newId(), enrolment],
        ),
      );
      await here.now.refreshed(earner, enrolment);
      expect(await here.now.progress(enrolment)).toMatchObject({ complete: true, completedOn: '2026-04-01' });
      here.service.today('2027-04-01');
      await here.service.sweep();
      expect(await here.now.progress(enrolment)).toMatchObject({ complete: false, lapsedOn: '2027-04-01' });
    });

    it('excuses from a node, or lets another award stand for it', async () => {
      const { pathway } = await here.museum.aPathway(aDefinition([awardNode('k', here.knots), awardNode('s', here.sails)]));
      const { earner, enrolment } = await here.enrolled(pathway);
      const { award } = await here.now.awarded(earner, here.mate, '2026-03-01');
      const excepted = (node: string, kind: string, by: string | null) =>
        here.service.database.work((tx) =>
          tx.query(
            `INSERT INTO node_exception (tenant_id, id, enrolment_id, node, kind, award_id, reason, granted_by, from_on, recorded_at)
             VALUES ($1, $2, $3, $4, $5, $6, 'prior learning', 'mem_1', '2026-04-01', now())`,
            [here.museum.tenant, newId(), enrolment, node, kind, by],
          ),
        );
      await excepted('k', 'waive', null);
      await excepted('s', 'substitute', award);
      await here.now.refreshed(earner, enrolment);
      expect(await here.now.progress(enrolment)).toMatchObject({ complete: true, completedOn: '2026-04-01' });
      // Nothing names this achievement: the exception alone leads from its award to the enrolment.
      await here.now.revoked(here.museum.anAward(earner, here.mate, { award, awardedOn: '2026-03-01' }), '2026-05-01');
      expect(await here.now.progress(enrolment)).toMatchObject({ complete: false, satisfied: 1, lapsedOn: '2026-05-01' });
    });
  });

  describe('the credit ledger', () => {
    it('counts entries, and their corrections', async () => {
      const node = { id: 'h', kind: 'sum', measure: 'hours', atLeast: 10, ledger: 'entries', from: {} };
      const { pathway } = await here.museum.aPathway(aDefinition([node]));
      const { earner, enrolment } = await here.enrolled(pathway);
      const first = await here.now.entry(earner, 6, '2026-02-01');
      expect(await here.now.progress(enrolment)).toMatchObject({ satisfied: 0, state: 'IN_PROGRESS' });
      await here.now.entry(earner, 4.5, '2026-03-01');
      expect(await here.now.progress(enrolment)).toMatchObject({ complete: true, completedOn: '2026-03-01' });
      await here.now.entry(earner, 5.5, '2026-02-01', { entry: first.entry, version: 2 });
      expect(await here.now.progress(enrolment)).toMatchObject({ complete: true });
      await here.now.entry(earner, 5.5, '2026-02-01', { entry: first.entry, version: 3, state: 'REVERSED' });
      expect(await here.now.progress(enrolment)).toMatchObject({ complete: false, satisfied: 0 });
      expect((await here.now.told(earner)).map(({ kind }) => kind)).toEqual(['reached', 'annulled']);
    });
  });

  it('follows an earner into the record that he is merged with, with his entries', async () => {
    const node = { id: 'h', kind: 'sum', measure: 'hours', atLeast: 10, ledger: 'entries', from: {} };
    const { pathway } = await here.museum.aPathway(aDefinition([node, awardNode('k', here.knots)]));
    const { earner, enrolment } = await here.enrolled(pathway);
    const from = newId();
    await here.now.entry(earner, 6, '2026-02-01');
    await here.now.entry(from, 4, '2026-03-01');
    await here.now.awarded(from, here.knots, '2026-03-01');
    expect(await here.now.progress(enrolment)).toMatchObject({ satisfied: 0 });
    const data = { earner, from, at: '2026-06-01T00:00:00Z' };
    await here.service.hear({ contract: earnerMerged, tenant: here.museum.tenant, subject: earner, version: 2, data });
    expect(await here.now.progress(enrolment)).toMatchObject({ complete: true, completedOn: '2026-03-01' });
    await here.now.entry(from, 1, '2026-05-01');
    expect(await here.now.progress(enrolment)).toMatchObject({ complete: true });
  });
});
