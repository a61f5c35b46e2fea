import type { AchievementText, RequirementText, RubricText } from '../provider/achievements.js';
import type { PathwayNode, PathwayText } from '../provider/pathways.js';
import type { Block, Certification, Curriculum } from './curriculum.js';

/** How the curriculum becomes a catalogue of stackable achievements. */
export const curriculumTenant = { name: 'Open coding curriculum (freeCodeCamp)', idempotencyKey: 'import:freecodecamp' };

export const curriculumIssuer = {
  slug: 'open-coding-curriculum',
  name: 'Open coding curriculum (freeCodeCamp)',
  url: 'https://www.freecodecamp.org',
  description: 'Blocks, projects and certifications of the published curriculum. The earners are invented.',
  sectors: ['NONPROFIT'],
};

const enrolFrom = '2018-01-01';
const certificates = '09-certificates';

/** The projects that certifications ask for, each once, with the titles that the certifications give them. */
export function projectsOf({ certifications }: Curriculum): { readonly id: string; readonly title: string }[] {
  const titles = new Map(certifications.flatMap(({ requires, requiresTitles }) => requires.map((id, at) => [id, requiresTitles[at] ?? id] as const)));
  return [...titles].map(([id, title]) => ({ id, title }));
}

/** Blocks of lessons; those that only gather the projects of a certification are earned project by project. */
export const lessonBlocks = (curriculum: Curriculum): Block[] => {
  const projects = new Set(projectsOf(curriculum).map(({ id }) => id));
  const isLesson = (block: Block) => curriculum.challenges.some((challenge) => challenge.block === block.dashed && !projects.has(challenge.id));
  return curriculum.blocks.filter((block) => block.superBlock !== certificates && isLesson(block));
};

export const blockCode = ({ dashed }: Block): string => `block:${dashed}`;
export const projectCode = (id: string): string => `project:${id}`;
export const certificationCode = ({ id }: Certification): string => `certification:${id}`;

/** A block whose time is stated is a course with tests; the rest is practice, and finishing it claims no more than that. */
export function blockAchievement(block: Block, { challenges }: Curriculum): AchievementText {
  const lessons = challenges.filter((challenge) => challenge.block === block.dashed).length;
  const effort = durationOf(block.time);
  const course: RequirementText = { kind: 'COURSE', title: `The ${lessons} challenges of the block`, assessed: effort !== undefined };
  return {
    code: blockCode(block),
    version: {
      title: block.block,
      description: `${lessons} challenges about ${block.block}.`,
      ...imageOf(block.block),
      stated: {
        learningOutcomes: effort ? [`Solves the challenges of “${block.block}”.`] : [],
        recognises: effort ? undefined : `Work on the challenges of “${block.block}”.`,
        contributionKind: effort ? undefined : 'Work on challenges',
        attestorRole: effort ? undefined : 'platform',
        ...(effort ? practised(block.block) : {}),
      },
      rubrics: effort ? [testsPass] : undefined,
      criteria: effort ? 'Every challenge of the block passes its tests.' : 'Every challenge of the block was worked on.',
      achievementType: effort ? 'Course' : 'Achievement',
      issuerSector: 'NONPROFIT',
      useCase: effort ? 'PROFESSIONAL_LEARNING' : 'CONTRIBUTION',
      claimBasis: effort ? 'KNOWLEDGE' : 'PARTICIPATION',
      earningModes: ['COURSE'],
      requirement: course,
      estimatedEffort: effort,
      tags: [block.superBlock],
    },
  };
}

/** The data have no images; these addresses are of nobody. */
const imageOf = (title: string) => ({ imageUrl: 'https://curriculum.example/block.png', imageAltText: `Sign of “${title}”` });

const practised = (competency: string) => ({ competency, method: 'Challenges whose tests have to pass', researchBasis: 'None is stated in the data.' });

const testsPass: RubricText = {
  key: 'tests',
  title: 'Tests',
  criteria: [
    {
      key: 'tests-pass',
      title: 'The tests pass',
      standard: 'all',
      levels: [
        { key: 'some', title: 'Some pass' },
        { key: 'all', title: 'All pass' },
      ],
    },
  ],
};

export const projectAchievement = ({ id, title }: { readonly id: string; readonly title: string }): AchievementText => ({
  code: projectCode(id),
  version: {
    title,
    description: `The project “${title}”.`,
    ...imageOf(title),
    stated: { learningOutcomes: [`Builds the project “${title}”.`], ...practised(title) },
    rubrics: [testsPass],
    criteria: 'The project runs, fulfils its user stories and passes its tests.',
    issuerSector: 'NONPROFIT',
    useCase: 'PROFESSIONAL_LEARNING',
    claimBasis: 'DEMONSTRATED_SKILL',
    earningModes: ['PROJECT'],
    requirement: { kind: 'PROJECT', title, assessed: true },
    estimatedEffort: 'PT30H',
    tags: ['project'],
  },
});

export const certificationAchievement = (certification: Certification): AchievementText => ({
  code: certificationCode(certification),
  version: {
    title: certification.title,
    description: `Awarded for ${certification.requires.length} projects, each assessed.`,
    ...imageOf(certification.title),
    stated: {
      learningOutcomes: certification.requiresTitles.slice(0, 30).map((title) => `Builds the project “${title}”.`),
      standardFollowed: 'NONE_STATED',
      maintenance: { required: false },
    },
    validity: 'NEVER_EXPIRES',
    criteria: `All of: ${certification.requiresTitles.join('; ')}.`,
    achievementType: 'Certification',
    issuerSector: 'NONPROFIT',
    useCase: 'CERTIFICATION',
    claimBasis: 'DEMONSTRATED_SKILL',
    earningModes: ['PROJECT', 'BADGING_PROGRAM'],
    requirement: { kind: 'ALL', of: certification.requiresTitles.map((title) => ({ kind: 'PROJECT', title, assessed: true })) },
    tags: ['certification'],
  },
});

/** The projects of a certification; completing them awards it. */
export const certificationPathway = (certification: Certification, idOf: (code: string) => string): PathwayText => ({
  code: certificationCode(certification),
  title: certification.title,
  access: 'PUBLIC',
  enrolFrom,
  requirements: certification.requires.map((id, at) => award(`project-${at + 1}`, certification.requiresTitles[at] ?? id, idOf(projectCode(id)))),
  completion: idOf(certificationCode(certification)),
});

/** The blocks of a superblock, and the certification that belongs to it where there is one; of mere practice three parts do. */
export function superBlockPathway(superBlock: string, curriculum: Curriculum, idOf: (code: string) => string): PathwayText | undefined {
  const blocks = lessonBlocks(curriculum).filter((block) => block.superBlock === superBlock);
  if (blocks.length === 0) return undefined;
  const nodes = blocks.sort((a, b) => a.order - b.order).map((block, at) => award(`block-${at + 1}`, block.block, idOf(blockCode(block))));
  const certification = certificationOf(superBlock, curriculum);
  const ending = certification ? [award('certification', certification.title, idOf(certificationCode(certification)))] : [];
  const practice = blocks.every(({ time }) => !durationOf(time));
  const requirements: PathwayNode[] = practice
    ? [{ id: 'practice', kind: 'nOf', title: 'Three kinds of practice', n: Math.min(3, nodes.length), of: nodes }]
    : [{ id: 'blocks', kind: 'all', title: 'Every block', of: nodes }, ...ending];
  return { code: `superblock:${superBlock}`, title: titleOf(superBlock), access: 'PUBLIC', enrolFrom, requirements };
}

/** The certification whose projects all lie in the superblock. */
export const certificationOf = (superBlock: string, { certifications, challenges }: Curriculum): Certification | undefined => {
  const own = new Set(challenges.filter((challenge) => challenge.superBlock === superBlock).map(({ id }) => id));
  return certifications.find(({ requires }) => requires.every((id) => own.has(id)));
};

const award = (id: string, title: string, achievement: string): PathwayNode => ({ id, kind: 'award', title, achievement });

/** `02-javascript-algorithms` reads "JavaScript algorithms" less the capital S: words, the first with a capital. */
const titleOf = (superBlock: string): string => {
  const words = superBlock.replace(/^\d+-/, '').replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** `5 hours` as a duration; undefined when no time is stated. */
export function durationOf(time: string | null): string | undefined {
  const [, hours] = /^(\d+) hours?$/.exec(time ?? '') ?? [];
  return hours && `PT${hours}H`;
}
