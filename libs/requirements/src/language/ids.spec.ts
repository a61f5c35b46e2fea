import { parsePathway } from './parse-pathway.js';
import { referencesOf, withIds } from './ids.js';
import type { Pathway } from './pathway.js';

/** Every place of the language in which an id of something else can stand. */
const everywhere: Pathway = {
  id: 'P',
  title: { en: 'of achievement A' },
  requirements: [
    { id: 'A', kind: 'award', achievement: 'A1', where: { issuerIn: ['I1'], exclude: { anyOf: [{ achievementIn: ['A2'] }] } }, milestone: { achievement: 'A3' } },
    {
      id: 'B',
      kind: 'count',
      atLeast: 1,
      recency: { within: 'P1Y', of: 'completion' },
      from: { anyOf: [{ achievementIn: ['A4', 'entry:reading'] }, { trustGroup: ['G1'], skillAtOrBelow: { framework: 'F', code: 'S1' } }] },
      caps: [{ where: { achievementIn: ['A5'], skillAtOrBelow: 'S2' }, atMost: 1 }],
      floors: [{ where: { issuerIn: ['I2'], trustGroup: 'G2' }, atLeast: 1 }],
    },
    { id: 'C', kind: 'all', of: [{ id: 'D', kind: 'pathwayCompleted', pathway: 'Q1' }, { id: 'E', kind: 'maintain', anchor: { on: 'award', achievement: 'A6' }, cycle: 'P1Y', node: { id: 'F', kind: 'award', achievement: 'A7' } }] },
  ],
  order: [{ before: 'A', after: 'B', mode: 'advice' }],
  policy: {
    sharing: 'exclusive',
    maySharePairs: [['A', 'B']],
    crossPathway: [{ pathways: ['Q2'], maxSharedAwards: 1 }],
    equivalences: [{ of: 'A8', accepts: 'A9' }],
    acceptedIssuers: { issuerIn: ['I3'] },
    levelScale: { achievement: 1 },
  },
  completion: { achievement: 'B1' },
  maintenance: { anchor: { on: 'completion' }, cycle: 'P1Y', node: { id: 'G', kind: 'award', achievement: 'B2' } },
  offRamps: [{ id: 'A', node: { ref: 'A' }, achievement: 'B3' }, { id: 'x2', node: { id: 'H', kind: 'award', achievement: 'B4' } }],
  ...{ 'x-note': { achievement: 'A1' } },
};

describe('the ids in a definition', () => {
  it('stands in a definition that the language reads', () => {
    expect(parsePathway(everywhere)).toEqual({ ok: true, pathway: everywhere });
  });

  it('are found wherever one stands', () => {
    expect(referencesOf(everywhere)).toEqual({
      achievements: ['A1', 'A2', 'A3', 'A4', 'A5', 'A6', 'A7', 'A8', 'A9', 'B1', 'B2', 'B3', 'B4'],
      issuers: ['I1', 'I2', 'I3'],
      pathways: ['Q1', 'Q2'],
      skills: [{ framework: 'F', code: 'S1' }, { framework: null, code: 'S2' }],
      trustGroups: ['G1', 'G2'],
    });
  });

  it('are rewritten wherever one stands, and nothing else is', () => {
    const low = (id: string) => id.toLowerCase();
    const written = JSON.stringify(withIds(everywhere, { achievement: low, issuer: low, pathway: low, trustGroup: low }));
    const expected = JSON.stringify(everywhere)
      .replace(/"([ABIGQ]\d)"/g, (one) => one.toLowerCase())
      .replace('"id":"P"', '"id":"p"')
      .replace('{"achievement":"a1"}', '{"achievement":"A1"}');
    expect(written).toBe(expected);
  });

  it('come back when they are rewritten there and back', () => {
    const there = withIds(everywhere, { achievement: (id) => `ach_${id}`, pathway: (id) => `pth_${id}` });
    expect(withIds(there, { achievement: (id) => id.slice(4), pathway: (id) => id.slice(4) })).toEqual(everywhere);
  });

  it('are given with the place where they stand', () => {
    const places: string[] = [];
    withIds(everywhere, { issuer: (id, path) => (places.push(`${id} ${path.join('/')}`), id) });
    expect(places).toEqual(['I1 requirements/0/where/issuerIn/0', 'I2 requirements/1/floors/0/where/issuerIn/0', 'I3 policy/acceptedIssuers/issuerIn/0']);
  });
});
