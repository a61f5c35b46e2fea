import { headOf } from './record-head.js';

const tenant = '0192f0c8-7a00-7000-8000-000000000001';
const other = '0192f0c8-7a00-7000-8000-000000000002';
const record = (type: string, data: object, order: 'data last' | 'data first' = 'data last') => {
  const attributes = { specversion: '1.0', type, subject: 'x,"data":', tenantid: tenant };
  return JSON.stringify(order === 'data last' ? { ...attributes, data } : { data, ...attributes });
};

test('the head tells whom a record concerns, wherever the data stand', () => {
  expect(headOf(record('cairn.award.issued.v1', { tenantid: 'another' }))).toEqual({ tenants: [tenant] });
  expect(headOf(record('cairn.partnership.activated.v1', { invitedTenant: other }))).toEqual({ tenants: [tenant, other] });
  expect(headOf(record('cairn.award.issued.v1', {}, 'data first'))).toEqual({ tenants: [tenant] });
});

test('what webhooks do not tell of is passed by', () => {
  expect(headOf(record('cairn.grant.changed.v1', {}))).toBeUndefined();
  expect(headOf('no JSON')).toBeUndefined();
  expect(headOf(record('cairn.award.issued.v1', {}).replaceAll(tenant, 'nobody'))).toBeUndefined();
});
