import { daysBefore } from '@cairn/metrics';

/** The civil day it is now, in UTC. */
export const today = (): string => new Date().toISOString().slice(0, 10);

/** The day before: the last one that is over. */
export const yesterday = (day: string): string => daysBefore(day, 1);
