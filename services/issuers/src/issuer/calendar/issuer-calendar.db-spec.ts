import { type Envelope, issuerChanged, type IssuerProfile } from '@cairn/events';
import { requireUuid } from '@cairn/subgraph';
import { IssuersUnderTest } from '../../testing/registry.js';

const calendar = {
  timeZone: 'America/New_York',
  workingDays: ['FRIDAY', 'MONDAY'],
  holidays: [
    { date: '2027-01-01', name: 'New Year' },
    { date: '2026-12-25', name: 'Christmas' },
  ],
};
const shown = 'calendar { timeZone workingDays holidays { date name } }';

describe('the calendar of an issuer', () => {
  let registry: IssuersUnderTest;
  beforeAll(async () => {
    registry = await IssuersUnderTest.open();
  });
  afterAll(() => registry.close());

  it('is nothing until it is stated, then public, and told with the profile', async () => {
    const { admin } = await registry.aTenant();
    const issuerId = await registry.anIssuer(admin);
    expect(await registry.read(admin, `{ issuer(id: "${issuerId}") { ${shown} } }`)).toEqual({ issuer: { calendar: null } });
    const made = await registry.made(admin, 'changeIssuerCalendar', { issuerId, ...calendar }, `issuer { version ${shown} }`);
    const inOrder = { ...calendar, workingDays: ['MONDAY', 'FRIDAY'], holidays: [...calendar.holidays].reverse() };
    expect(made).toMatchObject({ issuer: { version: 2, calendar: inOrder }, position: expect.any(String) });
    const { admin: stranger } = await registry.aTenant();
    expect(await registry.read(stranger, `{ issuer(id: "${issuerId}") { ${shown} } }`)).toEqual({ issuer: { calendar: inOrder } });
    const subject = requireUuid('Issuer', issuerId);
    const until = Date.now() + 30_000;
    const told = () => registry.events<Envelope<IssuerProfile>>(issuerChanged.topic).find((event) => event.subject === subject && event.aggregateversion === 2);
    while (!told() && Date.now() < until) await new Promise((resume) => setTimeout(resume, 20));
    expect(told()?.data.calendar).toEqual({ ...inOrder, workingDays: [1, 5] });
  });

  it('stays when the profile changes', async () => {
    const { admin } = await registry.aTenant();
    const issuerId = await registry.anIssuer(admin);
    await registry.made(admin, 'changeIssuerCalendar', { issuerId, ...calendar });
    const { issuer } = await registry.made<{ issuer: { calendar: { timeZone: string } } }>(admin, 'updateIssuer', { id: issuerId, description: 'By the sea.' }, `issuer { ${shown} }`);
    expect(issuer.calendar.timeZone).toBe('America/New_York');
  });

  it('is refused as a whole, with the place of each fault', async () => {
    const { admin } = await registry.aTenant();
    const issuerId = await registry.anIssuer(admin);
    const bad = { issuerId, timeZone: 'Mars/Olympus', workingDays: [], holidays: [...calendar.holidays, { date: '2027-01-01', name: 'Again' }] };
    const { userErrors } = await registry.tried(admin, 'changeIssuerCalendar', bad, '');
    expect(userErrors.map(({ code, field }) => `${code} ${field?.join('.')}`)).toEqual(['INVALID_VALUE input.timeZone', 'CALENDAR_INVALID input.workingDays', 'CALENDAR_INVALID input.holidays.2.date']);
    expect(await registry.read(admin, `{ issuer(id: "${issuerId}") { version ${shown} } }`)).toEqual({ issuer: { version: 1, calendar: null } });
  });

  it('is stated by those who ADMINISTER the issuer, in its own tenant', async () => {
    const { admin } = await registry.aTenant();
    const issuerId = await registry.anIssuer(admin);
    const designer = await registry.as((await registry.aClient(admin, ['DESIGN'])).key);
    expect(await registry.refused(designer, 'changeIssuerCalendar', { issuerId, ...calendar })).toEqual(['GRANT_MISSING']);
    const { admin: stranger } = await registry.aTenant();
    expect(await registry.refused(stranger, 'changeIssuerCalendar', { issuerId, ...calendar })).toEqual(['NOT_FOUND']);
  });
});
