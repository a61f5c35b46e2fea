import { tryForgedCalls } from './forged-calls.js';
import { type OpenService, openServices, statementSecret } from './open-services.js';

describe('a service reached directly', () => {
  let opened: Awaited<ReturnType<typeof openServices>>;
  beforeAll(async () => {
    opened = await openServices();
  }, 60_000);
  afterAll(() => opened.close());

  it('gives nothing to a thousand forged and replayed calls', async () => {
    const { tried, answered } = await tryForgedCalls(opened.services, statementSecret, 1_000);
    expect(tried).toBe(1_000);
    expect(answered).toEqual([]);
  });

  it('would be seen to answer: with the secret known, a call gets through', async () => {
    const { answered } = await tryForgedCalls(opened.services.slice(0, 1), Buffer.alloc(32, 6), 20);
    expect(answered).toEqual([expect.stringContaining('own call was refused')]);
  });

  it('tells nothing of itself to a body that is too long, cut off or in no known form', async () => {
    for (const { url } of opened.services as readonly OpenService[]) {
      for (const [body, headers] of [
        ['x'.repeat(5_000_000), {}],
        ['{}', { 'content-type': 'application/json; charset=wtf-16' }],
        ['{}', { 'content-encoding': 'gzip' }],
      ] as const) {
        const response = await fetch(`${url}/graphql`, { method: 'POST', body, headers });
        const text = await response.text();
        expect(response.status).toBe(401);
        expect(text).not.toMatch(/\bat |node_modules|Error/);
      }
    }
  });
});
