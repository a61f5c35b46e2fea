import { type ConstDirectiveNode, type FieldDefinitionNode, Kind, type ObjectTypeDefinitionNode, parse, type TypeDefinitionNode } from 'graphql';

interface Annotated {
  readonly directives?: readonly ConstDirectiveNode[];
}

/** The contract an element is tagged for; undefined when it carries no tag, an array when it carries several. */
function tagOf({ directives = [] }: Annotated): string | readonly string[] | undefined {
  const tags = directives.flatMap(({ name, arguments: given = [] }) =>
    name.value === 'tag' && given[0]?.value.kind === Kind.STRING ? [given[0].value.value] : [],
  );
  return tags.length > 1 ? tags : tags[0];
}

const has = ({ directives = [] }: Annotated, name: string) => directives.some((directive) => directive.name.value === name);

/** Types that grow with the registry: a tag on the type would let in whatever a service adds to it tomorrow. */
const taggedByField = (type: TypeDefinitionNode): type is ObjectTypeDefinitionNode =>
  type.kind === Kind.OBJECT_TYPE_DEFINITION && (['Query', 'Mutation', 'Viewer'].includes(type.name.value) || has(type, 'key'));

/** What of a subgraph's SDL is tagged against the rules, in words; what is `@inaccessible` needs no tag. */
export function tagFaults(sdl: string, contracts: readonly string[]): string[] {
  return parse(sdl).definitions.flatMap((type) => {
    if (!('name' in type) || !type.name || type.kind === Kind.DIRECTIVE_DEFINITION || has(type as Annotated, 'inaccessible')) return [];
    const definition = type as TypeDefinitionNode;
    if (taggedByField(definition)) {
      const whole = tagOf(definition) === undefined ? [] : [`${definition.name.value}: tag its fields, not the type`];
      return [...whole, ...(definition.fields ?? []).flatMap((field) => faultsOf(definition.name.value, field, contracts))];
    }
    return faultOf(definition.name.value, tagOf(definition), contracts);
  });
}

function faultsOf(type: string, field: FieldDefinitionNode, contracts: readonly string[]): string[] {
  if (has(field, 'inaccessible')) return [];
  const at = `${type}.${field.name.value}`;
  const tag = tagOf(field);
  const foreign = (field.arguments ?? []).filter((argument) => tagOf(argument) !== tag).map(({ name }) => `${at}(${name.value}:): tag it like its field`);
  return [...faultOf(at, tag, contracts), ...foreign];
}

function faultOf(at: string, tag: ReturnType<typeof tagOf>, contracts: readonly string[]): string[] {
  if (tag === undefined) return [`${at}: no tag`];
  return typeof tag === 'string' && contracts.includes(tag) ? [] : [`${at}: one tag, of ${contracts.join(', ')}`];
}
