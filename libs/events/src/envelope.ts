import { z } from 'zod';

/** Partitions of every topic. An aggregate's events share one, so they keep their order. */
export const PARTITIONS = 8;

/**
 * CloudEvents 1.0 in structured JSON mode. `id` is a UUIDv7, `subject` the aggregate id, `aggregateversion` the
 * aggregate's version after the event (1 for a batch, whose members are all at their first version).
 */
export const envelope = z.object({
  specversion: z.literal('1.0'),
  id: z.uuid(),
  source: z.string().min(1),
  type: z.string().regex(/^cairn\.[a-z-]+\.[a-z-]+\.v\d+$/),
  subject: z.uuid(),
  time: z.iso.datetime(),
  datacontenttype: z.literal('application/json'),
  tenantid: z.uuid(),
  aggregateversion: z.number().int().positive(),
  traceparent: z.string().optional(),
  data: z.unknown(),
});

export type Envelope<Data = unknown> = Omit<z.infer<typeof envelope>, 'data'> & { readonly data: Data };

/** What an event is: its topic, its type and the shape of its data. Additive within a version; a new meaning is a new version. */
export interface EventContract<Data = unknown> {
  readonly topic: string;
  readonly type: string;
  readonly schema: z.ZodType<Data>;
  /** File under samples/ that today's code must go on reading. */
  readonly sample: string;
}

/** `defineEvent('award', 'issued', 1, schema)` is type `cairn.award.issued.v1` on topic `cairn.award.v1`. */
export function defineEvent<Data>(aggregate: string, happened: string, version: number, schema: z.ZodType<Data>): EventContract<Data> {
  const type = `cairn.${aggregate}.${happened}.v${version}`;
  return { topic: `cairn.${aggregate}.v1`, type, schema, sample: `${type}.json` };
}
