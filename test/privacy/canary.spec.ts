import { type Canaries, plantCanaries } from './canaries.js';

describe('what a registry is told about people', () => {
  let told: Canaries;
  beforeAll(async () => {
    told = await plantCanaries();
  }, 180_000);

  it('is planted 200 times, in every way there is', () => {
    expect(told.canaries).toBeGreaterThanOrEqual(200);
  });

  it('is in no event, log, dead letter or kept answer, and in no other service, as long as it is kept', () => {
    expect(told.before).toEqual([]);
    // Where it is kept as stated it is found, so the search can see.
    expect([...new Set(told.kept.map(({ place }) => place))].sort()).toEqual(['cairn_earners.award', 'cairn_pathways.enrolment', 'files']);
  });

  it('is nowhere once everybody was erased', () => {
    expect(told.after).toEqual([]);
  });

  it('leaves the awards, of which no figure is made any more, and copies of credentials verifying', () => {
    expect(told.counts.after.awards).toEqual(told.counts.before.awards);
    expect(told.counts.after.stackingAggregate.nodes).toEqual([{ parts: [{ name: 'awards', value: 0 }, { name: 'earners', value: 0 }] }]);
    expect(told.verdicts).toEqual(['VALID', 'VALID']);
    expect(told.address).toBe(410);
  });
});
