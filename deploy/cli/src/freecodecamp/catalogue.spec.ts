import { blockAchievement, certificationOf, certificationPathway, durationOf, lessonBlocks, projectsOf, superBlockPathway } from './catalogue.js';
import type { Curriculum } from './curriculum.js';

const curriculum: Curriculum = {
  superBlocks: ['01-stone-work', '02-practice'],
  blocks: [
    { block: 'Walls', dashed: 'walls', superBlock: '01-stone-work', order: 1, time: '5 hours' },
    { block: 'Stones', dashed: 'stones', superBlock: '01-stone-work', order: 0, time: '1 hour' },
    { block: 'Stone projects', dashed: 'stone-projects', superBlock: '01-stone-work', order: 2, time: '50 hours' },
    { block: 'Riddles', dashed: 'riddles', superBlock: '02-practice', order: 1, time: '' },
  ],
  challenges: [
    { id: 'w1', title: 'A wall', block: 'walls', superBlock: '01-stone-work', order: 0 },
    { id: 's1', title: 'A stone', block: 'stones', superBlock: '01-stone-work', order: 0 },
    { id: 'p1', title: 'Build a cairn', block: 'stone-projects', superBlock: '01-stone-work', order: 0 },
    { id: 'r1', title: 'A riddle', block: 'riddles', superBlock: '02-practice', order: 0 },
  ],
  certifications: [{ id: 'c1', title: 'Stone work', requires: ['p1'], requiresTitles: ['Build a cairn'] }],
};

test('a block that only gathers projects is no achievement of its own', () => {
  expect(lessonBlocks(curriculum).map(({ dashed }) => dashed)).toEqual(['walls', 'stones', 'riddles']);
  expect(projectsOf(curriculum)).toEqual([{ id: 'p1', title: 'Build a cairn' }]);
});

test('a block with a stated time claims knowledge, one without claims participation', () => {
  const [walls, , , riddles] = curriculum.blocks.map((block) => blockAchievement(block, curriculum).version);
  expect([walls?.claimBasis, walls?.requirement?.assessed, walls?.estimatedEffort]).toEqual(['KNOWLEDGE', true, 'PT5H']);
  expect([riddles?.claimBasis, riddles?.requirement?.assessed, riddles?.estimatedEffort]).toEqual(['PARTICIPATION', false, undefined]);
});

test('completing the projects awards the certification, and the superblock asks for it beside its blocks', () => {
  const [certification] = curriculum.certifications;
  expect(certificationOf('01-stone-work', curriculum)).toBe(certification);
  expect(certificationPathway(certification!, (code) => code)).toMatchObject({ completion: 'certification:c1', requirements: [{ achievement: 'project:p1' }] });
  expect(superBlockPathway('01-stone-work', curriculum, (code) => code)?.requirements).toMatchObject([
    { kind: 'all', of: [{ achievement: 'block:stones' }, { achievement: 'block:walls' }] },
    { kind: 'award', achievement: 'certification:c1' },
  ]);
});

test('practice needs some of its parts, and a superblock without lessons is no pathway', () => {
  expect(superBlockPathway('02-practice', curriculum, (code) => code)?.requirements).toMatchObject([{ kind: 'nOf', n: 1 }]);
  expect(superBlockPathway('09-certificates', curriculum, (code) => code)).toBeUndefined();
});

test('times are read as durations', () => {
  expect([durationOf('5 hours'), durationOf('1 hour'), durationOf(''), durationOf(null)]).toEqual(['PT5H', 'PT1H', undefined, undefined]);
});
