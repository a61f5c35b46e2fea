import { effectiveState } from './award.js';
import { civilDayIn, startIn } from './civil-day.js';

const angeles = 'America/Los_Angeles';

describe('the end of an award in the zone of its issuer', () => {
  test.each([
    ['2027-08-31T06:59:59Z', 'ACTIVE'],
    ['2027-08-31T07:00:00Z', 'EXPIRED'],
  ])('at %s it is %s', (at, state) => {
    expect(effectiveState({ state: 'ACTIVE', validUntil: '2027-08-31' }, civilDayIn(new Date(at), angeles))).toBe(state);
  });

  it('is the midnight of a day on which clocks change later', () => {
    expect(startIn('2027-03-14', angeles)).toEqual(new Date('2027-03-14T08:00:00Z'));
    expect(startIn('2027-08-31', angeles)).toEqual(new Date('2027-08-31T07:00:00Z'));
  });

  it('is the midnight of UTC where no zone is known', () => {
    expect(startIn('2027-08-31', null)).toEqual(new Date('2027-08-31T00:00:00Z'));
    expect(civilDayIn(new Date('2027-08-30T23:59:59Z'), undefined)).toBe('2027-08-30');
  });
});
