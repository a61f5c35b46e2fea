import { readFileSync } from 'node:fs';
import { buildSchema, isInputObjectType } from 'graphql';
import { keyedInputs, withKeys } from './keyed-inputs.js';

test('every input of the partner contract that bears an idempotency key is known, and no other', () => {
  const schema = buildSchema(readFileSync(new URL('../../../gateway/contracts/partner.graphql', import.meta.url), 'utf8'));
  const keyed = Object.values(schema.getTypeMap()).filter((type) => isInputObjectType(type) && type.getFields().idempotencyKey);
  expect([...keyedInputs].sort()).toEqual(keyed.map(({ name }) => name).sort());
});

test('only inputs that may bear a key get one', () => {
  const text = 'mutation ($input: CreateEarnerInput!, $other: EraseEarnerInput!, $none: IssueAwardInput) { m }';
  const keyed = withKeys(text, { input: { name: 'Ada' }, other: { id: 'ern_1' }, none: null });
  expect(keyed).toEqual({ input: { name: 'Ada', idempotencyKey: expect.any(String) }, other: { id: 'ern_1' }, none: null });
});
