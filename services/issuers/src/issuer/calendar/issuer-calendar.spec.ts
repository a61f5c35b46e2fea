import { checkCalendar, type StatedCalendar } from './issuer-calendar.js';

const stated = (change: Partial<StatedCalendar> = {}): StatedCalendar => ({
  timeZone: 'Europe/Berlin',
  workingDays: ['MONDAY', 'FRIDAY'],
  holidays: [
    { date: '2027-01-01', name: 'New Year ' },
    { date: '2026-12-25', name: 'Christmas' },
  ],
  ...change,
});
const faults = (change: Partial<StatedCalendar>) => {
  const checked = checkCalendar(stated(change));
  return checked.ok ? [] : checked.refusals.map(({ code, field }) => `${code} ${field?.join('.')}`);
};
const holidays = (...dates: string[]) => ({ holidays: dates.map((date) => ({ date, name: 'Closed' })) });

describe('a calendar', () => {
  it('is kept with its days as numbers and its holidays in order', () => {
    expect(checkCalendar(stated())).toEqual({
      ok: true,
      value: {
        timeZone: 'Europe/Berlin',
        workingDays: [1, 5],
        holidays: [
          { date: '2026-12-25', name: 'Christmas' },
          { date: '2027-01-01', name: 'New Year' },
        ],
      },
    });
  });

  test.each(['Mars/Olympus', '+01:00', '', 'Europe/Berlin ', '../etc/passwd'])('refuses the time zone %p', (timeZone) => {
    expect(faults({ timeZone })).toEqual(['INVALID_VALUE timeZone']);
  });

  it('refuses a week without work, and a day of the week that is named twice', () => {
    expect(faults({ workingDays: [] })).toEqual(['CALENDAR_INVALID workingDays']);
    expect(faults({ workingDays: ['MONDAY', 'MONDAY'] })).toEqual(['CALENDAR_INVALID workingDays']);
  });

  it('refuses days that are none, the same day twice, and more holidays than there can be', () => {
    expect(faults(holidays('2027-02-29', '2027-1-1'))).toEqual(['INVALID_VALUE holidays.0.date', 'INVALID_VALUE holidays.1.date']);
    expect(faults(holidays('2027-01-01', '2027-01-02', '2027-01-01'))).toEqual(['CALENDAR_INVALID holidays.2.date']);
    expect(faults({ holidays: Array.from({ length: 251 }, () => ({ date: '2027-01-01', name: 'x' })) })).toEqual(['INVALID_VALUE holidays']);
  });

  it('refuses names that nobody can read, and tells every fault at once', () => {
    expect(faults({ timeZone: 'UTC+99', workingDays: [], holidays: [{ date: '2027-01-01', name: ' ' }] })).toEqual([
      'INVALID_VALUE timeZone',
      'CALENDAR_INVALID workingDays',
      'INVALID_VALUE holidays.0.name',
    ]);
  });
});
