import { gzipSync } from 'node:zlib';
import { unpackedDefinition } from './unpacked-definition.js';

const packed = (value: unknown) => gzipSync(JSON.stringify(value)).toString('base64');

describe('the definition that an event tells', () => {
  it('is the same, packed or not', () => {
    const definition = { requirements: [{ id: 'a' }] };
    expect(unpackedDefinition({ definition })).toEqual(definition);
    expect(unpackedDefinition({ definition: null, definitionPacked: packed(definition) })).toEqual(definition);
  });

  it('is no bomb, and is not left out', () => {
    expect(() => unpackedDefinition({ definition: null, definitionPacked: packed('x'.repeat(2_000_000)) })).toThrow(/larger/);
    expect(() => unpackedDefinition({ definition: null })).toThrow('without its definition');
  });
});
