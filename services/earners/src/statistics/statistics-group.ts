import { accepted, type Decision, refusal, type Refusal, refused } from '@cairn/access';

/** An answer that somebody gave about himself for statistics only, and on which days it is true: [since, until), civil days. */
export interface StatisticsGroup {
  readonly dimension: string;
  readonly value: string;
  readonly since: string | null;
  readonly until: string | null;
}

const mostGroups = 100;

/** Checks all that somebody says of himself, and tells every fault at once. Of one dimension no two answers are true on one day. */
export function checkGroups(groups: readonly StatisticsGroup[]): Decision<StatisticsGroup[]> {
  if (groups.length > mostGroups) return refused(refusal('INVALID_VALUE', `At most ${mostGroups} answers.`, 'groups'));
  const faults: Refusal[] = [];
  const fault = (message: string, at: number, field: string): void => void faults.push(refusal('INVALID_VALUE', message, 'groups', String(at), field));
  const said = groups.map((group) => ({ ...group, value: group.value.trim() }));
  said.forEach(({ dimension, value, since, until }, at) => {
    if (!/^[a-z][a-z0-9_]{0,39}$/.test(dimension)) fault('A dimension is a word of small letters, digits and _, at most 40, for example region.', at, 'dimension');
    // What begins with a bracket is how answers tell of those who gave none.
    if (value.length < 1 || value.length > 100 || value.startsWith('(') || /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(value))
      fault('An answer has 1 to 100 characters, does not begin with a bracket and has no control or direction marks.', at, 'value');
    if (since !== null && until !== null && since >= until) fault('An answer is true on one day at least: until is after since.', at, 'until');
    if (said.some((other, before) => before < at && other.dimension === dimension && overlap(other, { since, until }))) fault('Two answers about one dimension are true on one day.', at, 'dimension');
  });
  return faults.length > 0 ? refused(...faults) : accepted(said);
}

type Days = Pick<StatisticsGroup, 'since' | 'until'>;

const overlap = (one: Days, other: Days): boolean => begins(one) < ends(other) && begins(other) < ends(one);
const begins = ({ since }: Days): string => since ?? '';
const ends = ({ until }: Days): string => until ?? '~';

/** All that somebody says of himself, with one more answer among it, and what that changed. */
export interface Answered {
  readonly said: readonly StatisticsGroup[];
  readonly change: 'CREATED' | 'REPLACED' | 'UNCHANGED';
}

/** Adds an answer; one about the same dimension from the same day on takes the place of the one before. Refusals name its members. */
export function answered(said: readonly StatisticsGroup[], answer: StatisticsGroup): Decision<Answered> {
  const isAbout = ({ dimension, since }: StatisticsGroup): boolean => dimension === answer.dimension && since === answer.since;
  const before = said.find(isAbout);
  if (before && before.value === answer.value && before.until === answer.until) return accepted({ said, change: 'UNCHANGED' });
  const checked = checkGroups([...said.filter((one) => !isAbout(one)), answer]);
  if (!checked.ok) return refused(...checked.refusals.map(({ code, message, field }) => refusal(code, message, field?.at(-1) === 'groups' ? 'dimension' : (field?.at(-1) ?? 'value'))));
  return accepted({ said: checked.value, change: before ? 'REPLACED' : 'CREATED' });
}
