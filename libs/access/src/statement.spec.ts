import fc from 'fast-check';
import { principalOf } from './principal.js';
import { type RequestStatement, type StatedRequest, Statements } from './statement.js';

const secret = Buffer.alloc(32, 9);
const stated: RequestStatement = {
  principal: principalOf({ actor: 'a', tenant: 't', rights: ['AWARD'] }),
  requestId: 'r',
  deadline: 5_000,
  awaitPosition: null,
  awaitMs: 0,
  contract: 'partner',
  operation: 'f'.repeat(64),
};
const request: StatedRequest = { service: 'earners', method: 'POST', path: '/graphql', body: '{"query":"{ __typename }"}' };

describe('a statement', () => {
  it('is believed once, by the service and for the request it was made for', () => {
    const statements = new Statements(secret);
    const header = statements.sign(stated, request);
    expect(statements.check(header, request)).toMatchObject(stated);
    expect(statements.check(header, request)).toBeUndefined();
  });

  it.each<[string, Partial<StatedRequest>]>([
    ['service', { service: 'issuers' }],
    ['method', { method: 'GET' }],
    ['path', { path: '/uploads/earners' }],
    ['body', { body: '{"query":"{ awards }"}' }],
    ['body, left out', { body: null }],
  ])('is not believed for another %s, and is still good for its own afterwards', (_what, change) => {
    const statements = new Statements(secret);
    const header = statements.sign(stated, request);
    expect(statements.check(header, { ...request, ...change })).toBeUndefined();
    expect(statements.check(header, request)).toBeDefined();
  });

  it('lives 30 seconds', () => {
    let now = 0;
    const statements = new Statements(secret, () => now);
    const [early, late] = [statements.sign(stated, request), statements.sign(stated, request)];
    now = 30_000;
    expect(statements.check(early, request)).toBeDefined();
    now = 30_001;
    expect(statements.check(late, request)).toBeUndefined();
  });

  it('of another secret is not believed', () => {
    expect(new Statements(secret).check(new Statements(Buffer.alloc(32, 8)).sign(stated, request), request)).toBeUndefined();
  });

  it('with anything changed, cut off or added is not believed, and nothing that is sent instead makes a service stumble', () => {
    const statements = new Statements(secret);
    const header = statements.sign(stated, request);
    for (let at = 0; at < header.length; at += 1) {
      expect(statements.check(header.slice(0, at), request)).toBeUndefined();
      expect(statements.check(`${header.slice(0, at)}${header[at] === 'A' ? 'B' : 'A'}${header.slice(at + 1)}`, request)).toBeUndefined();
    }
    expect(statements.check(`${header}.`, request)).toBeUndefined();
    expect(statements.check(`${header}A`, request)).toBeUndefined();
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String(), fc.tuple(fc.base64String(), fc.base64String()).map((parts) => parts.join('.'))), (garbage) => {
        expect(statements.check(garbage, request)).toBeUndefined();
      }),
    );
    expect(statements.check(undefined, request)).toBeUndefined();
    expect(statements.check(header, request)).toBeDefined();
  });
});
