import { checkRecordHost, checkSecret } from './record-host.js';

const host = { name: ' Oakmere University ', url: 'https://records.oakmere.example/ims/clr/v2p0/', tokenUrl: 'https://records.oakmere.example/token', clientId: 'quay' };
const anywhere = () => undefined;

it('is kept without blanks around its name and without a slash at the end of its address', () => {
  expect(checkRecordHost(host, anywhere)).toEqual({ ok: true, value: { ...host, name: 'Oakmere University', url: 'https://records.oakmere.example/ims/clr/v2p0' } });
});

it.each([
  [{ name: ' ' }, 'INVALID_VALUE', 'name'],
  [{ name: 'x'.repeat(101) }, 'INVALID_VALUE', 'name'],
  [{ clientId: 'a\nb' }, 'INVALID_VALUE', 'clientId'],
  [{ url: 'https://records.oakmere.example/?a=b' }, 'ADDRESS_NOT_ALLOWED', 'url'],
  [{ tokenUrl: 'https://records.oakmere.example/token#a' }, 'ADDRESS_NOT_ALLOWED', 'tokenUrl'],
])('is refused with %j', (change, code, field) => {
  expect(checkRecordHost({ ...host, ...change }, anywhere)).toMatchObject({ ok: false, refusals: [{ code, field: [field] }] });
});

it('is refused at an address that is not called', () => {
  expect(checkRecordHost(host, (url) => (url.endsWith('token') ? 'only https is called' : undefined))).toMatchObject({ ok: false, refusals: [{ code: 'ADDRESS_NOT_ALLOWED', field: ['tokenUrl'] }] });
});

it('has a secret of one line', () => {
  expect([checkSecret('s3cret').ok, checkSecret('').ok, checkSecret('a\nb').ok]).toEqual([true, false, false]);
});
