import { createHash } from 'node:crypto';
import type { Envelope } from '@cairn/events';
import { type Noun, publicId } from '@cairn/subgraph';
import type { Telling } from './event-type.js';

/** What is told to one tenant: ids and a version, nothing that one would have to keep secret. */
export interface ThinEvent {
  readonly tenant: string;
  /** Bare UUID: the event's own where it tells of one object, else derived from event and object, so that a repeat is the same. */
  readonly id: string;
  readonly type: string;
  /** Public id of the object. */
  readonly subject: string;
  readonly version: number;
  readonly occurredAt: Date;
  /** The event in the log, by which a position is known. */
  readonly source: { readonly topic: string; readonly event: string };
  /** Public ids of what it concerns beside the object, by name: `earnerId`. */
  readonly ids: Readonly<Record<string, string>>;
}

/** Members of events' data that hold an id of a noun. */
const related: Readonly<Record<string, Noun>> = {
  award: 'Award',
  replacedBy: 'Award',
  earner: 'Earner',
  from: 'Earner',
  issuer: 'Issuer',
  agentIssuer: 'Issuer',
  mandatorIssuer: 'Issuer',
  endorserIssuer: 'Issuer',
  achievement: 'Achievement',
  achievementVersion: 'AchievementVersion',
  credential: 'Credential',
  pathway: 'Pathway',
  pathwayVersion: 'PathwayVersion',
  enrolment: 'Enrolment',
  completion: 'Completion',
  submission: 'Submission',
};

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** What an event comes to, for each object and each tenant that may see it. */
export function thinEvents(event: Envelope, telling: Telling): ThinEvent[] {
  const data = event.data as Data;
  const tenants = new Set([event.tenantid, ...(telling.also ?? []).map((member) => data[member]).filter(isUuid)]);
  return membersOf(data, telling).flatMap(({ member, id }) => {
    const object = member[telling.object];
    if (!isUuid(object)) return [];
    const told = {
      id: id ?? event.id,
      type: telling.name,
      subject: publicId(telling.noun, object),
      version: id === undefined ? event.aggregateversion : 1,
      occurredAt: new Date(event.time),
      source: { topic: telling.contract.topic, event: event.id },
      ids: idsIn(member, telling.object),
    };
    return [...tenants].map((tenant) => ({ ...told, tenant }));

    function idsIn(from: Data, own: string): Record<string, string> {
      const named = Object.entries(related).filter(([name]) => name !== own && isUuid(from[name]));
      return Object.fromEntries(named.map(([name, noun]) => [`${name}Id`, publicId(noun, from[name] as string)]));
    }
  });
}

type Data = Readonly<Record<string, unknown>>;

/** The data itself, or what they list, each with an id of its own. */
function membersOf(data: Data, { each, object }: Telling): { member: Data; id?: string }[] {
  if (each === undefined) return [{ member: data }];
  const listed = (data[each] as readonly unknown[]).map((one): Data => (typeof one === 'string' ? { [object]: one } : (one as Data)));
  return listed.map((member) => ({ member, id: derivedId(data['job'], member[object]) }));
}

/** A UUID of version 8 (RFC 9562, section 5.8) over the job and one of its objects. */
function derivedId(job: unknown, object: unknown): string {
  const digest = createHash('sha256').update(`${String(job)}\n${String(object)}`).digest();
  digest[6] = 0x80 | ((digest[6] ?? 0) & 0x0f);
  digest[8] = 0x80 | ((digest[8] ?? 0) & 0x3f);
  return digest.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

const isUuid = (value: unknown): value is string => typeof value === 'string' && uuid.test(value);
