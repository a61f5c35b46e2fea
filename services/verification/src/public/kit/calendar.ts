import ical from 'ical-generator';
import type { ShownAward } from '../shown-award.js';

/** A calendar with the day on which an award ends; undefined when it never does. */
export function expiryCalendar({ id, title, issuer, url, validUntil, awardedOn }: ShownAward): string | undefined {
  if (validUntil === null) return undefined;
  const calendar = ical({ name: title, prodId: { company: 'Cairn', product: 'awards', language: 'EN' } });
  const last = new Date(Date.parse(`${validUntil}T00:00:00Z`) - 86_400_000);
  calendar.createEvent({
    id: `${id}-expiry@${new URL(url).hostname}`,
    stamp: new Date(`${awardedOn}T00:00:00Z`),
    start: last,
    allDay: true,
    timezone: 'UTC',
    summary: `Last day of validity: ${title}`,
    description: `${title}, ${issuer.name}. ${url}`,
    url,
  });
  return calendar.toString();
}
