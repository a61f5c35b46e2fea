import type { Row } from '../provider/rows.js';
import { dayAfter } from '../provider/civil-day.js';
import { blockCode, certificationCode, lessonBlocks, projectCode } from './catalogue.js';
import type { Curriculum } from './curriculum.js';

const given = ['Ada', 'Bruno', 'Chidi', 'Dalia', 'Emre', 'Farah', 'Goran', 'Hana', 'Ilse', 'Jomo'];
const family = ['Moor', 'Steen', 'Varga', 'Okoye'];

/** Someone invented, and how far through the curriculum he got. */
export interface InventedEarner {
  readonly email: string;
  readonly name: string;
  /** Which certification he works at. */
  readonly certification: number;
  /** Share of its projects that he finished, 0 to 1. */
  readonly done: number;
  readonly from: string;
}

/** The curriculum comes without people, so that these forty stand in; always the same. */
export const inventedEarners = ({ certifications }: Curriculum): InventedEarner[] =>
  Array.from({ length: 40 }, (_, at) => {
    const name = `${given[at % given.length]} ${family[Math.floor(at / given.length)]}`;
    return {
      email: `${name.toLowerCase().replace(' ', '.')}@learners.example`,
      name,
      certification: at % Math.max(certifications.length, 1),
      done: [1, 0.6, 1, 0.2][at % 4] ?? 0,
      from: dayAfter('2019-01-07', at * 3),
    };
  });

export const inventedEarnerRow = ({ name, email }: InventedEarner): Row => ({ name, identifierType: 'EMAIL', identifier: email });

/** Projects one after the other, a month apart, and the blocks of the same superblock beside them. */
export function inventedAwardRows(earner: InventedEarner, curriculum: Curriculum): Row[] {
  const certification = curriculum.certifications[earner.certification];
  if (!certification) return [];
  const projects = certification.requires.slice(0, Math.round(certification.requires.length * earner.done));
  const superBlock = curriculum.challenges.find(({ id }) => id === certification.requires[0])?.superBlock;
  const blocks = lessonBlocks(curriculum).filter((block) => block.superBlock === superBlock && block.time);
  const begun = blocks.slice(0, Math.ceil(blocks.length * earner.done));
  return [
    ...begun.map((block, at) => awardRow(earner, blockCode(block), dayAfter(earner.from, 5 + at * 10), 'automated tests of the block')),
    ...projects.map((id, at) => awardRow(earner, projectCode(id), dayAfter(earner.from, 30 * (at + 1)), 'review of the project and its tests')),
  ];
}

export const inventedEnrolmentRows = (earner: InventedEarner, curriculum: Curriculum, earnerId: string): Row[] => {
  const certification = curriculum.certifications[earner.certification];
  if (!certification) return [];
  const superBlock = curriculum.challenges.find(({ id }) => id === certification.requires[0])?.superBlock ?? '';
  return [certificationCode(certification), `superblock:${superBlock}`].map((pathwayCode) => ({
    partnerReference: `${pathwayCode}/${earner.email}`,
    earnerId,
    pathwayCode,
    enrolledOn: earner.from,
  }));
};

const awardRow = ({ email }: InventedEarner, achievementCode: string, awardedOn: string, assessmentMethod: string): Row => ({
  partnerReference: `${achievementCode}/${email}`,
  identifierType: 'EMAIL',
  identifier: email,
  achievementCode,
  awardedOn,
  assessmentMethod,
  assessedOn: awardedOn,
});
