import type { Noted } from '@cairn/audit';
import type { NewEvent } from './outbox.js';

/** What the audit trail says of an event: its type, what it is about, and every earner that its data name. */
export function notedEvent(event: NewEvent): Noted {
  const { contract, tenant, subject, data, by } = event;
  return { tenant, by, action: contract.type, subject, subjectKind: kindOf(event), earners: earnersIn(data) };
}

function kindOf({ contract, subject, changed, data }: NewEvent): string {
  const own = changed.find(({ id }) => id === subject);
  if (own) return own.type;
  const { job, cause, holder, kind } = data as { job?: unknown; cause?: unknown; holder?: unknown; kind?: unknown };
  if (job === subject) return 'IMPORT_JOB';
  if (cause === subject) return 'EVENT';
  if (holder === subject) return kind === 'MEMBER' ? 'MEMBER' : 'API_CLIENT';
  const [, aggregate = ''] = contract.type.split('.');
  return aggregate.toUpperCase().replaceAll('-', '_');
}

/** Contracts name an earner by `earner`, several by `earners` or by an `earner` in each of a list; a merge also by `from`. */
export function earnersIn(data: unknown): string[] {
  if (typeof data !== 'object' || data === null) return [];
  const { earner, earners = [], from } = data as { earner?: string; earners?: string[]; from?: string };
  const own = earner === undefined ? [] : from === undefined ? [earner] : [earner, from];
  const listed = Object.values(data).flatMap((member: unknown) => (Array.isArray(member) ? member.map((one: unknown) => (one as { earner?: string }).earner) : []));
  return [...own, ...earners, ...listed.filter((one) => one !== undefined)];
}
