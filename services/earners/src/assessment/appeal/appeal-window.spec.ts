import { appealUntil } from './appeal-window.js';

const zone = (timeZone: string) => ({ timeZone, workingDays: [1, 2, 3, 4, 5], holidays: [] });

describe('the window for an appeal', () => {
  it.each([
    ['in UTC where nothing is said', '2026-03-02T10:00:00Z', 30, null, '2026-04-02T00:00:00.000Z'],
    ['whole days, however early the decision', '2026-03-02T00:00:00Z', 1, null, '2026-03-04T00:00:00.000Z'],
    ['by the day of the issuer', '2026-03-02T23:30:00Z', 1, zone('Europe/Berlin'), '2026-03-04T23:00:00.000Z'],
    ['over a change of the clocks', '2026-03-27T10:00:00Z', 3, zone('Europe/Berlin'), '2026-03-30T22:00:00.000Z'],
    ['west of Greenwich', '2026-03-02T02:00:00Z', 1, zone('America/Los_Angeles'), '2026-03-03T08:00:00.000Z'],
  ])('is counted %s', (_how, at, days, calendar, until) => expect(appealUntil(new Date(at), days, calendar).toISOString()).toBe(until));
});
