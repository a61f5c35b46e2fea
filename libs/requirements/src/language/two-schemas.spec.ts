import { readFileSync } from 'node:fs';
import { pathwaySchema } from './definition-schema.js';

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly enum?: readonly unknown[];
  readonly $defs?: Readonly<Record<string, Schema>>;
}

/** The schema of case files is the text of the format; that of definitions is ours, with a description of each field. */
const ofCases = JSON.parse(readFileSync(new URL('../../schemas/pathway-case.schema.json', import.meta.url), 'utf8')) as Schema;
const ours = pathwaySchema as Schema;

const names = (schema: Schema | undefined): string[] => Object.keys(schema?.properties ?? {}).sort();

describe('the schema of definitions and the schema of case files', () => {
  it('name the same fields of a definition', () => {
    expect(names(ours)).toEqual(names(ofCases.$defs?.pathway));
    expect(names(ours.$defs?.versioning)).toEqual(names(ofCases.$defs?.pathway?.properties?.versioning));
  });

  it.each(['selector', 'policy', 'cap', 'floor', 'badge'])('name the same fields of a %s', (part) => {
    expect(names(ours.$defs?.[part])).not.toEqual([]);
    expect(names(ours.$defs?.[part])).toEqual(names(ofCases.$defs?.[part]));
  });

  it.each(['by', 'unit'])('know the same words for %s', (part) => {
    expect([...(ours.$defs?.[part]?.enum ?? [])].sort()).toEqual([...(ofCases.$defs?.[part]?.enum ?? [])].sort());
  });
});
