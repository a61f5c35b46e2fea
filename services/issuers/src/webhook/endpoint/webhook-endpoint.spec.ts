import { newestPayload } from '../../told-event/payload-version.js';
import { checkEndpoint, type Stated } from './webhook-endpoint.js';

const sound: Stated = { url: 'https://receiver.example/hooks', eventTypes: ['award.issued', 'award.issued'], description: ' Desk ', payloadVersion: newestPayload, contact: 'Desk@Quay.example' };
const check = (change: Partial<Stated>, fault?: string) => {
  const decided = checkEndpoint({ ...sound, ...change }, () => fault);
  return decided.ok ? decided.value : decided.refusals.map(({ code, field }) => `${code} ${field?.join('.')}`);
};

test('a sound endpoint is taken, each type once', () => {
  expect(check({})).toEqual({ ...sound, eventTypes: ['award.issued'], description: 'Desk', contact: 'desk@quay.example' });
});

test.each<[Partial<Stated>, string]>([
  [{ eventTypes: [] }, 'INVALID_VALUE eventTypes'],
  [{ eventTypes: ['award.issued', 'award.*'] }, 'INVALID_VALUE eventTypes.1'],
  [{ description: 'x'.repeat(201) }, 'INVALID_VALUE description'],
  [{ payloadVersion: '2020-01-01' }, 'INVALID_VALUE payloadVersion'],
  [{ contact: 'nobody' }, 'INVALID_VALUE contact'],
])('%j is refused', (change, refusal) => {
  expect(check(change)).toEqual([refusal]);
});

test('an address that may not be called is refused with the reason', () => {
  expect(check({}, 'only https is called')).toEqual(['ADDRESS_NOT_ALLOWED url']);
});
