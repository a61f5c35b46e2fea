import { definitionSchema, type PathwayDefinition } from './definition.js';
import { limitRefusal } from './definition-limits.js';
import { refusalOf, type DefinitionRefusal } from './definition-refusal.js';

export type ParsedDefinition =
  | { readonly ok: true; readonly definition: PathwayDefinition }
  | { readonly ok: false; readonly refusals: DefinitionRefusal[] };

/** Reads a definition document from parsed JSON, all refusals at once. The answer is a copy, as the author wrote it. */
export function parseDefinition(input: unknown): ParsedDefinition {
  const limit = limitRefusal(input);
  if (limit) return { ok: false, refusals: [limit] };
  const parsed = definitionSchema.safeParse(withoutExtensions(input, 'requirements'));
  if (!parsed.success)
    return { ok: false, refusals: parsed.error.issues.flatMap((issue) => refusalOf(issue, input)) };
  // Not parsed.data: the `x-…` keys belong to the document and to its hash.
  return { ok: true, definition: JSON.parse(JSON.stringify(input)) as PathwayDefinition };
}

/** A copy of the document or of a node without its `x-…` keys, which have no effect on the rules. */
function withoutExtensions(value: unknown, childrenKey: 'requirements' | 'of'): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !key.startsWith('x-'))
      .map(([key, child]) => [
        key,
        key === childrenKey && Array.isArray(child)
          ? child.map((node) => withoutExtensions(node, 'of'))
          : child,
      ]),
  );
}
