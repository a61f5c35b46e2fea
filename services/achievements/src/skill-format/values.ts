import type { LocalizedText } from '../skill-framework/framework-text.js';
import type { Faults } from './reading.js';

/** Characters of a text. */
export const textMax = 20_000;
/** Bytes of an address: two of them have to fit into a key of an index. */
export const addressBytesMax = 1_000;

/** A text, trimmed; null when there is none. Tells of what is no text, or too long. */
export function textIn(value: unknown, place: string, faults: Faults): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value !== 'string') return refuse(faults, place, 'This is a text.');
  if (value.length > textMax) return refuse(faults, place, `A text has at most ${textMax.toLocaleString('en')} characters.`);
  return value.trim() === '' ? null : value.trim();
}

/** An absolute address (http, https or urn); null when there is none or it is not one, which is told. */
export function addressIn(value: unknown, place: string, faults: Faults): string | null {
  const text = textIn(value, place, faults);
  if (text === null) return null;
  const fine = /^(https?:\/\/|urn:)\S+$/i.test(text) && URL.canParse(text) && Buffer.byteLength(text) <= addressBytesMax;
  return fine ? text : refuse(faults, place, 'This is an http, https or urn address of at most 1,000 bytes.');
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A UUID in lower case; null when there is none or it is not one, which is told. */
export function identifierIn(value: unknown, place: string, faults: Faults): string | null {
  const text = textIn(value, place, faults);
  if (text === null) return null;
  return uuid.test(text) ? text.toLowerCase() : refuse(faults, place, 'An identifier is a UUID.');
}

const date = /^\d{4}-\d{2}-\d{2}$/;
const instant = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]\d{2}:?\d{2})?$/;

/** Tells of a date, or an instant, that is in no form of ISO 8601 or on no calendar. */
export function checkDate(value: unknown, place: string, faults: Faults): void {
  if (value === undefined || value === null || value === '') return;
  const day = typeof value === 'string' && (date.test(value) ? value : instant.exec(value)?.[1]);
  if (!day || !isOnCalendar(day)) faults.tell(place, 'This is a date (2026-03-01) or an instant (2026-03-01T09:30:00Z).');
}

function isOnCalendar(day: string): boolean {
  const at = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day);
}

/** BCP 47 in its usual writing (`en-us` is `en-US`); the fallback when it is none. */
export function languageIn(value: unknown, fallback: string): string {
  if (typeof value !== 'string') return fallback;
  try {
    return Intl.getCanonicalLocales(value.replaceAll('_', '-'))[0] ?? fallback;
  } catch {
    return fallback;
  }
}

function refuse(faults: Faults, place: string, message: string): null {
  faults.tell(place, message);
  return null;
}

/** One text in one language as a list, or none. */
export const inLanguage = (text: string | null, language: string): LocalizedText[] => (text === null ? [] : [{ text, language }]);
