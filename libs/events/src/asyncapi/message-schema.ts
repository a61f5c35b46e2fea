import { z } from 'zod';
import { envelope, type EventContract } from '../envelope.js';

export type JsonSchema = Readonly<Record<string, unknown>>;

/** A schema, and what it refers to by name because it holds itself. */
export interface NamedSchema {
  readonly schema: JsonSchema;
  readonly parts: Readonly<Record<string, JsonSchema>>;
}

/** What a consumer may rely on in the data of an event, as JSON Schema (draft 7). What a later writer adds is let through. */
export function dataSchema({ type, schema }: EventContract): NamedSchema {
  const { definitions = {}, ...rest } = toJson(schema) as { definitions?: Record<string, JsonSchema> };
  const names = new Map(Object.keys(definitions).map((name, at) => [`#/definitions/${name}`, `${type}.part${at + 1}`]));
  const renamed = (value: JsonSchema) => pointing(value, (target) => `#/components/schemas/${names.get(target) ?? type}`) as JsonSchema;
  const parts = Object.entries(definitions).map(([name, part]) => [names.get(`#/definitions/${name}`) ?? name, renamed(part)] as const);
  return { schema: renamed(rest), parts: Object.fromEntries(parts) };
}

/** What all events have around their data: CloudEvents 1.0. */
export const envelopeSchema = (): JsonSchema => toJson(envelope);

const toJson = (schema: z.ZodType): JsonSchema => {
  const { $schema: _, ...json } = z.toJSONSchema(schema, {
    target: 'draft-7',
    io: 'input',
    // A format says it; the patterns for formats are long.
    override: ({ jsonSchema }) => {
      if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
    },
  });
  return json;
};

/** The same with every `$ref` changed. */
function pointing(value: unknown, to: (target: string) => string): unknown {
  if (Array.isArray(value)) return value.map((each) => pointing(each, to));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, name === '$ref' && typeof each === 'string' ? to(each) : pointing(each, to)]),
  );
}
