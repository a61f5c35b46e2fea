import { timedOutOn } from './teach-out.js';

const version = (number: number, versioning: object) => ({ number, pathway: { requirements: [], policy: { sharing: 'shared' as const }, publishedOn: '2026-01-01', versioning } });
const enrolment = { version: 1, enrolledOn: '2026-02-01', optIns: [] };
const ending = version(1, { teachOutUntil: '2026-06-01' });

describe('the day on which an enrolment is timed out', () => {
  it.each([
    ['is none before the teach-out is over', [ending], '2026-05-31', null],
    ['is the end of the teach-out, however late it is looked at', [ending], '2026-09-01', '2026-06-01'],
    ['is that day itself', [ending], '2026-06-01', '2026-06-01'],
    ['is none when a higher version succeeds', [ending, version(2, {})], '2026-09-01', null],
    ['is the end of the last that succeeded', [ending, version(2, { teachOutUntil: '2026-08-01' })], '2026-09-01', '2026-08-01'],
    ['is none before the enrolment', [ending], '2026-01-15', null],
  ])('%s', (_, versions, asOf, day) => {
    expect(timedOutOn(versions, enrolment, asOf)).toBe(day);
  });
});
