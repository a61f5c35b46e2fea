import { type ASTVisitor, type DirectiveNode, type FieldNode, GraphQLError, type ValidationContext, type ValueNode, valueFromASTUntyped } from 'graphql';

/** What PostgreSQL takes neither in a text nor in JSON: U+0000, and half a surrogate pair. */
const unstorable = /[\0\p{Cs}]/u;

/** The refusal (BAD_USER_INPUT) of the first variable that holds a text no database could store, names of members included. */
export function unstorableVariable(variables: Readonly<Record<string, unknown>>): GraphQLError | undefined {
  for (const [name, value] of Object.entries(variables)) {
    const place = unstorableIn(value, `$${name}`);
    if (place !== undefined) return refusal(`\`${place}\``);
  }
  return undefined;
}

/** A validation rule: the same of what is written in the document itself. */
export function storableTextRule(context: ValidationContext): ASTVisitor {
  const check = (value: ValueNode, name: string, of: string) => {
    const place = unstorableIn(valueFromASTUntyped(value), name);
    if (place !== undefined) context.reportError(refusal(`\`${place}\`${of}`));
  };
  const checkArguments = ({ name: { value: of }, arguments: given = [] }: FieldNode | DirectiveNode) => {
    for (const { name, value } of given) check(value, name.value, ` of \`${of}\``);
  };
  return {
    Field: checkArguments,
    Directive: checkArguments,
    VariableDefinition({ variable, defaultValue }) {
      if (defaultValue) check(defaultValue, `$${variable.name.value}`, '');
    },
  };
}

/** Where in a value it is, as `input.titles[0].text`; undefined when nowhere. A member with such a name is told by what it is in. */
function unstorableIn(value: unknown, path: string): string | undefined {
  if (typeof value === 'string') return unstorable.test(value) ? path : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, part] of Object.entries(value)) {
    if (unstorable.test(name)) return path;
    const place = unstorableIn(part, Array.isArray(value) ? `${path}[${name}]` : `${path}.${name}`);
    if (place !== undefined) return place;
  }
  return undefined;
}

const refusal = (place: string): GraphQLError =>
  new GraphQLError(`${place} holds U+0000 or half a surrogate pair, which no text here may hold.`, { extensions: { code: 'BAD_USER_INPUT' } });
