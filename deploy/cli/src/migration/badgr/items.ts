import type { Place } from '../plan.js';

export type Json = Readonly<Record<string, unknown>>;

/** One object of an export. */
export interface Item extends Place {
  readonly value: Json;
}

/** The parts of an export, whatever files they came in. */
export interface BadgrExport {
  readonly issuers: readonly Item[];
  readonly badgeClasses: readonly Item[];
  readonly assertions: readonly Item[];
  readonly pathways: readonly Item[];
  readonly documents: readonly Item[];
}

export const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Text that is there and not empty. */
export const textIn = (value: Json, ...names: readonly string[]): string | null => {
  for (const name of names) {
    const found = value[name];
    if (typeof found === 'string' && found.trim() !== '') return found;
  }
  return null;
};

export const listIn = (value: Json, name: string): readonly unknown[] => {
  const found = value[name];
  return Array.isArray(found) ? found : isObject(found) ? [found] : [];
};

/** Address of something that is named by its address, or by an object with one. */
export const addressIn = (value: Json, ...names: readonly string[]): string | null => {
  for (const name of names) {
    const found = value[name];
    const address = isObject(found) ? textIn(found, 'openBadgeId', 'id', '@id') : typeof found === 'string' ? found : null;
    if (address) return address;
  }
  return null;
};
