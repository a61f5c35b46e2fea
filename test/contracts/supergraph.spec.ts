import { readFileSync } from 'node:fs';
import {
  buildSchema,
  getNamedType,
  type GraphQLField,
  isEnumType,
  isInputObjectType,
  isIntrospectionType,
  isNonNullType,
  isObjectType,
  isInterfaceType,
  isSpecifiedScalarType,
  parse,
  validate,
} from 'graphql';
import { type Composition, compose, compositionFiles, composeTree, sdlOf } from '../../gateway/src/compose.js';
import { subgraphNames } from '../../gateway/src/subgraph-names.js';

const composed = composeTree();

describe('the composed graph', () => {
  it('composes without errors and hints, and the committed files are what comes out', () => {
    expect(composed).not.toHaveProperty('faults');
    for (const file of Object.keys(compositionFiles) as (keyof Composition)[]) {
      expect(readFileSync(compositionFiles[file], 'utf8')).toBe((composed as Composition)[file]);
    }
  });

  it('is refused when a shared interface drifts in one subgraph, which is only a hint to a composer', () => {
    const sdls = new Map<string, string>(subgraphNames.map((name) => [name, sdlOf(name)]));
    const drifted = sdlOf('issuers').replace(/interface Node .*\{/, '$&\n  "Drifted."\n  drift: String');
    expect(compose(sdls.set('issuers', drifted))).toHaveProperty('faults');
  });

  it('describes every type, field, argument and enum value', () => {
    const schema = buildSchema(readFileSync(compositionFiles.internal, 'utf8'));
    const bare: string[] = [];
    const roots = new Set(['Query', 'Mutation']);
    for (const type of Object.values(schema.getTypeMap())) {
      if (isIntrospectionType(type) || isSpecifiedScalarType(type)) continue;
      if (!type.description && !roots.has(type.name)) bare.push(type.name);
      const parts = isEnumType(type) ? type.getValues() : 'getFields' in type ? Object.values(type.getFields()) : [];
      for (const part of parts) {
        if (!part.description) bare.push(`${type.name}.${part.name}`);
        for (const arg of 'args' in part ? (part as GraphQLField<unknown, unknown>).args : []) {
          if (!arg.description) bare.push(`${type.name}.${part.name}(${arg.name}:)`);
        }
      }
    }
    expect(bare).toEqual([]);
  });

  it('lets every field that crosses a border be null, so that a stopped service erases only its own part', () => {
    const schema = buildSchema(readFileSync(compositionFiles.internal, 'utf8'));
    const owners = ownersOf();
    const strict: string[] = [];
    for (const name of subgraphNames) {
      for (const type of Object.values(buildOwn(name).getTypeMap())) {
        if (!isObjectType(type) || !owners.has(type.name)) continue;
        for (const field of Object.values(type.getFields())) {
          const target = getNamedType(field.type).name;
          const contributed = owners.get(type.name) !== name && field.name !== 'id';
          const reachesOut = owners.has(target) && owners.get(target) !== name;
          if ((contributed || reachesOut) && isNonNullType(field.type)) strict.push(`${name}: ${type.name}.${field.name}`);
        }
      }
    }
    expect(owners.get('Award')).toBe('earners');
    expect(schema.getType('PrincipalRecord')).toBeUndefined();
    expect(strict).toEqual([]);
  });

  it('offers every selection that the change feed asks for', () => {
    const slices: Record<string, string> = { issuers: 'issuers', achievements: 'achievements', earners: 'earners', pathways: 'pathways', verification: 'verification' };
    for (const [name, file] of Object.entries(slices)) {
      const selection = readFileSync(new URL(`../../gateway/src/sync/${file}.graphql`, import.meta.url), 'utf8');
      expect(validate(buildOwn(name), parse(selection)).map(({ message }) => `${name}: ${message}`)).toEqual([]);
    }
  });

  it('takes `first` as mandatory on every connection', () => {
    const schema = buildSchema(readFileSync(compositionFiles.internal, 'utf8'));
    const loose: string[] = [];
    for (const type of Object.values(schema.getTypeMap())) {
      if (!(isObjectType(type) || isInterfaceType(type)) || isInputObjectType(type)) continue;
      for (const field of Object.values(type.getFields())) {
        if (!getNamedType(field.type).name.endsWith('Connection')) continue;
        const first = field.args.find(({ name }) => name === 'first');
        if (!first || String(first.type) !== 'Int!' || first.defaultValue !== undefined) loose.push(`${type.name}.${field.name}`);
      }
    }
    expect(loose).toEqual([]);
  });
});

/** A subgraph's schema without federation: its directives are taken as declared. */
const buildOwn = (name: string) => {
  const sdl = sdlOf(name).replace(/extend schema\s*@link\((?:[^()]|\([^()]*\))*\)/, '');
  const federation = `directive @key(fields: String!, resolvable: Boolean = true) repeatable on OBJECT | INTERFACE
    directive @shareable on OBJECT | FIELD_DEFINITION
    directive @tag(name: String!) repeatable on OBJECT | FIELD_DEFINITION | ARGUMENT_DEFINITION
    directive @inaccessible on OBJECT | FIELD_DEFINITION`;
  return buildSchema(`${federation}\n${sdl}`, { assumeValidSDL: true });
};

/** The owner of an entity implements Node for it with more than the id. */
function ownersOf(): Map<string, string> {
  const owners = new Map<string, string>();
  for (const name of subgraphNames) {
    for (const type of Object.values(buildOwn(name).getTypeMap())) {
      if (!isObjectType(type) || !type.getInterfaces().some((one) => one.name === 'Node')) continue;
      if (Object.keys(type.getFields()).length > 1) owners.set(type.name, name);
    }
  }
  return owners;
}
