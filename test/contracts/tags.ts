import {
  type ConstDirectiveNode,
  type FieldDefinitionNode,
  isTypeDefinitionNode,
  isTypeExtensionNode,
  Kind,
  parse,
  type TypeDefinitionNode,
  type TypeExtensionNode,
} from 'graphql';

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

type Defined = TypeDefinitionNode | TypeExtensionNode;

/** Types that grow with the registry: a tag on the type would let in whatever a service adds to it tomorrow. */
const taggedByField = ({ name, directives }: TypeDefinitionNode): boolean => ['Query', 'Mutation', 'Viewer'].includes(name.value) || has({ directives }, 'key');

/** What of a subgraph's SDL is tagged against the rules, in words; what is `@inaccessible` needs no tag. */
export function tagFaults(sdl: string, contracts: readonly string[]): string[] {
  const { definitions } = parse(sdl);
  const types = new Map(definitions.filter(isTypeDefinitionNode).map((type) => [type.name.value, type]));
  return definitions.flatMap((part) => {
    if (!isTypeDefinitionNode(part) && !isTypeExtensionNode(part)) return [];
    const name = part.name.value;
    const type = types.get(name);
    if (!type) return [`${name}: extends what is defined nowhere`];
    if (has(type, 'inaccessible')) return [];
    if (taggedByField(type)) return [...(tagOf(part) === undefined ? [] : [`${name}: tag its fields, not the type`]), ...fieldsOf(part).flatMap((field) => faultsOf(name, field, contracts))];
    // The tag of a whole type reaches what its extensions add.
    return part === type ? faultOf(name, tagOf(type), contracts) : [];
  });
}

const fieldsOf = (part: Defined): readonly FieldDefinitionNode[] =>
  part.kind === Kind.OBJECT_TYPE_DEFINITION || part.kind === Kind.OBJECT_TYPE_EXTENSION ? (part.fields ?? []) : [];

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
