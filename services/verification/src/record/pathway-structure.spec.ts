import { structureOf } from './pathway-structure.js';

const pathway = {
  rootId: 'urn:uuid:p',
  title: 'Field naturalist',
  completion: null,
  definition: {
    requirements: [
      { id: 'core', kind: 'all', title: 'Core', of: [{ id: 'plants', kind: 'award', achievement: 'ach_1' }, { id: 'birds', kind: 'award', achievement: 'ach_2' }] },
      { id: 'either', kind: 'any', of: [{ id: 'fish', kind: 'award', achievement: 'ach_3' }, { id: 'frogs', kind: 'award', achievement: 'ach_4' }] },
      { id: 'extra', kind: 'all', title: 'Extra', of: [{ id: 'moss', kind: 'award', achievement: 'ach_9' }] },
    ],
    order: [{ before: 'plants', after: 'birds', mode: 'advice' }, { before: 'moss', after: 'fish', mode: 'advice' }],
  },
  achieved: [
    { achievement: '1', id: 'a1' },
    { achievement: '2', id: 'a2' },
    { achievement: '3', id: 'a3' },
    { achievement: '7', id: 'a7' },
  ],
};

describe('the structure of a pathway in a record', () => {
  it('names groups with a title as children, achievements as parts, and the advice on order', () => {
    const { achievements, associations } = structureOf(pathway);
    expect(achievements.map(({ id, name }) => [id, name])).toEqual([
      ['urn:uuid:p', 'Field naturalist'],
      ['urn:uuid:p#core', 'Core'],
    ]);
    expect(associations.map(({ type, sourceId, targetId }) => `${sourceId} ${type} ${targetId}`)).toEqual([
      'urn:uuid:p#core isChildOf urn:uuid:p',
      'a1 isPartOf urn:uuid:p#core',
      'a2 isPartOf urn:uuid:p#core',
      'a3 isPartOf urn:uuid:p',
      'a1 precedes a2',
      'a7 isPartOf urn:uuid:p',
    ]);
  });

  it('lets the achievement that the pathway leads to stand for it once it was awarded', () => {
    const { achievements, associations } = structureOf({ ...pathway, completion: '8', achieved: [...pathway.achieved, { achievement: '8', id: 'a8' }] });
    expect(achievements.map(({ id }) => id)).toEqual(['urn:uuid:p#core']);
    expect(associations).toContainEqual({ type: 'isPartOf', sourceId: 'a3', targetId: 'a8' });
    expect(associations.some(({ sourceId }) => sourceId === 'a8')).toBe(false);
  });

  it('reads a definition that it does not know without a fault', () => {
    expect(structureOf({ ...pathway, definition: { requirements: 'none', order: [null, { before: 1 }] }, achieved: [] })).toEqual({
      achievements: [expect.objectContaining({ id: 'urn:uuid:p' })],
      associations: [],
    });
  });
});
