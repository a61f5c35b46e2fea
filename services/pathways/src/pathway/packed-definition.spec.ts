import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import type { Pathway } from '@cairn/requirements';
import { toldDefinition } from './packed-definition.js';

const uuid = (at: number) => createHash('sha256').update(String(at)).digest('hex').slice(0, 32).replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5');
const definition = (nodes: number, title?: (at: number) => string) =>
  ({ id: uuid(-1), requirements: Array.from({ length: nodes }, (_, at) => ({ id: `n${at}`, kind: 'award', achievement: uuid(at), title: title?.(at) })), policy: { sharing: 'shared' } }) as unknown as Pathway;

describe('a definition in its event', () => {
  it('is told as it is while it is small', () => {
    expect(toldDefinition(definition(3))).toEqual({ definition: definition(3), definitionPacked: null });
  });

  it('is packed where it is large: 5,000 different achievements', () => {
    const told = toldDefinition(definition(5_000));
    expect(told?.definition).toBeNull();
    expect(JSON.parse(gunzipSync(Buffer.from(told?.definitionPacked ?? '', 'base64')).toString())).toEqual(JSON.parse(JSON.stringify(definition(5_000))));
  });

  it('is not told at all where it does not become small by that', () => {
    expect(toldDefinition(definition(5_000, (at) => uuid(-at) + uuid(at + 10_000)))).toBeNull();
  });
});
