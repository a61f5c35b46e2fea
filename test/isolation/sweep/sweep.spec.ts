import { aRegistry } from '@cairn/testkit';
import { aPerson, register, Request } from '../../graph/signing-in.js';
import type { Findings } from './findings.js';
import { sweep } from './sweep.js';
import type { World } from './world.js';

describe('callers of another tenant, and of none', () => {
  let world: World;
  let findings: Findings;
  beforeAll(async () => {
    const { url, operator } = aRegistry();
    const { body: desk } = await register({ scope: 'openid' });
    const { access_token: person } = await new Request(desk, 'openid').tokens(await aPerson());
    ({ world, findings } = await sweep({ url, operatorKey: operator.key ?? '', person }));
  }, 480_000);

  const told = (found: readonly { what: string; caller: string; detail: string }[]) => [...new Set(found.map(({ what, caller, detail }) => `${what}, ${caller}: ${detail}`))].slice(0, 40);

  it('try at least 5,000 requests over the whole graph', () => {
    expect(findings.requests).toBeGreaterThanOrEqual(5_000);
  });

  it('try what is there: the tenant itself reads its texts, and has objects of every kind', () => {
    expect(world.victim.read.size).toBeGreaterThanOrEqual(20);
    expect([...world.victim.ids.keys()]).toEqual(expect.arrayContaining(['ten', 'mem', 'ach', 'acv', 'ern', 'awd', 'pth', 'pav', 'enr', 'crd', 'imp']));
    expect(world.victim.cursors.size).toBeGreaterThanOrEqual(8);
  });

  it('see nothing of it in any answer', () => {
    expect(told(findings.leaks)).toEqual([]);
    expect(findings.foreignBytes).toBe(0);
  });

  it('are answered as if it were not there', () => {
    expect(told(findings.differing)).toEqual([]);
  });

  it('cannot go on from its cursors and positions', () => {
    expect(told(findings.taken)).toEqual([]);
  });

  it('meet no fault on the way, behind which something could hide', () => {
    expect(told(findings.faults)).toEqual([]);
  });
});
