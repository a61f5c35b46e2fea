import type { RequirementText } from '@cairn/events';
import { priorsMissing, priorsNamed } from './prior-awards.js';

const part = (more: Partial<RequirementText>): RequirementText => ({
  key: null,
  kind: 'COURSE',
  title: 'Attend',
  description: null,
  assessed: false,
  effort: null,
  evidence: null,
  criteria: [],
  pass: null,
  attestorRole: null,
  achievement: null,
  atLeast: null,
  of: [],
  ...more,
});
const prior = (achievement: string) => part({ key: `prior-${achievement}`, kind: 'PRIOR_AWARD', achievement });
const course = part({});
const all = (...of: RequirementText[]) => part({ kind: 'ALL', of });
const any = (...of: RequirementText[]) => part({ kind: 'ANY', of });
const atLeast = (count: number, ...of: RequirementText[]) => part({ kind: 'AT_LEAST', atLeast: count, of });

describe('awards that have to be held before', () => {
  test.each<[string, RequirementText | null, string[], string[]]>([
    ['nothing asks for nothing', null, [], []],
    ['a course alone asks for none', course, [], []],
    ['one of all is missing', all(course, prior('a'), prior('b')), ['a'], ['prior-b']],
    ['all of all are held', all(course, prior('a'), prior('b')), ['a', 'b'], []],
    ['another way stays open', any(prior('a'), course), [], []],
    ['every way is closed', any(prior('a'), prior('b')), [], ['prior-a', 'prior-b']],
    ['one of several is enough', any(prior('a'), prior('b')), ['b'], []],
    ['fewer than asked for are open', atLeast(2, prior('a'), prior('b'), course), [], ['prior-a', 'prior-b']],
    ['as many as asked for are open', atLeast(2, prior('a'), prior('b'), course), ['b'], []],
    ['it lies deeper', all(course, any(all(course, prior('a')), prior('b'))), [], ['prior-a', 'prior-b']],
  ])('%s', (_name, requirement, held, missing) => {
    expect(priorsMissing(requirement, (achievement) => held.includes(achievement)).map(({ key }) => key)).toEqual(missing);
  });

  it('are named wherever they lie', () => {
    expect(priorsNamed(all(course, any(prior('a'), all(prior('b')))))).toEqual(['a', 'b']);
  });
});
