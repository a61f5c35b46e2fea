import type { ForeignCredential } from './foreign-credential.js';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** How long a process that took a credential to check it keeps it from others. */
export const takenMs = hour;

/**
 * When a credential is checked next: daily; what was only received at once; and what could not be decided after a minute, then
 * ever later, since a host that is down may be back soon or never.
 */
export function dueAfter({ verdict, createdAt }: Pick<ForeignCredential, 'verdict' | 'createdAt'>, at: Date): Date {
  if (verdict === null) return at;
  const age = at.getTime() - createdAt.getTime();
  return new Date(at.getTime() + (verdict === 'UNKNOWN' ? Math.min(Math.max(age, minute), day) : day));
}
