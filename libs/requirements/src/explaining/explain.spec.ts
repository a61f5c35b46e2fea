import { answer } from '../answer/answer.js';
import { loadSolver, type Solver } from '../assignment/solver.js';
import { explain } from './explain.js';
import { asking, awardNode as a, type Written } from './testing/asking.js';

describe('a node is explained', () => {
  let solver: Solver;
  beforeAll(async () => {
    solver = await loadSolver(5);
  });

  const explained = (written: Written) => {
    const question = asking(written, solver);
    return new Map(explain(question, answer(question)).map((node) => [node.id, node]));
  };

  test.each<[string, Written, object]>([
    ['as missing when nothing is held', { requirements: [a('r', 'A')], awards: [] }, { state: 'UNMET', blocking: { code: 'MISSING', with: [], awards: [] } }],
    ['as expired', { requirements: [a('r', 'A')], awards: [{ id: 'w', achievement: 'A', expiresOn: '2025-06-01' }] }, { state: 'UNMET', blocking: { code: 'EXPIRED', with: [], awards: ['w'] } }],
    ['as revoked', { requirements: [a('r', 'A')], awards: [{ id: 'w', achievement: 'A', revokedOn: '2025-06-01' }] }, { blocking: { code: 'REVOKED', with: [], awards: ['w'] } }],
    ['as suspended', { requirements: [a('r', 'A')], awards: [{ id: 'w', achievement: 'A', suspensions: [{ from: '2025-06-01' }] }] }, { blocking: { code: 'SUSPENDED', with: [], awards: ['w'] } }],
    ['as not yet issued', { requirements: [a('r', 'A')], awards: [{ id: 'w', achievement: 'A', issuedOn: '2026-06-01' }] }, { blocking: { code: 'NOT_YET_ISSUED', with: [], awards: ['w'] } }],
    ['by a result that is too low', { requirements: [a('r', 'A', { minResult: { scale: 'percent', atLeast: 70 } })], awards: [{ id: 'w', achievement: 'A', result: { scale: 'percent', value: 60 } }] }, { blocking: { code: 'RESULT_TOO_LOW', with: [], awards: ['w'] } }],
    ['by a level that is too low', { requirements: [a('r', 'A', { minLevel: 5 })], awards: [{ id: 'w', achievement: 'A', metadata: { level: 4 } }] }, { blocking: { code: 'LEVEL_TOO_LOW', with: [], awards: ['w'] } }],
    ['by an issuer that is not accepted', { requirements: [a('r', 'A')], policy: { acceptedIssuers: { issuerIn: ['U'] } }, awards: [{ id: 'w', achievement: 'A', metadata: { issuer: 'V' } }] }, { blocking: { code: 'ISSUER_NOT_ACCEPTED', with: [], awards: ['w'] } }],
    ['as too old', { requirements: [a('r', 'A', { recency: { within: 'P6M' } })], awards: [{ id: 'w', achievement: 'A' }] }, { blocking: { code: 'TOO_OLD', with: [], awards: ['w'] } }],
    ['by a cap', { requirements: [{ id: 'r', kind: 'sum', measure: 'credits', atLeast: 8, from: {}, caps: [{ where: { tag: 'x' }, atMost: 2 }] }], awards: [{ id: 'w', achievement: 'A', metadata: { credits: 5, tags: ['x'] } }, { id: 'v', achievement: 'B', metadata: { credits: 4 } }] }, { state: 'PARTIAL', have: 600, need: 800, blocking: { code: 'CAP' } }],
    ['by a floor, though it has enough', { requirements: [{ id: 'r', kind: 'sum', measure: 'credits', atLeast: 4, from: {}, floors: [{ where: { issuerIn: ['U'] }, atLeast: 3 }] }], awards: [{ id: 'w', achievement: 'A', metadata: { credits: 5 } }] }, { state: 'PARTIAL', have: 500, need: 400, alone: false, blocking: { code: 'FLOOR' } }],
    ['by groups', { requirements: [{ id: 'r', kind: 'count', atLeast: 2, from: {}, distinctGroupsAtLeast: { by: 'issuer', atLeast: 2 } }], awards: [{ id: 'w', achievement: 'A', metadata: { issuer: 'U' } }, { id: 'v', achievement: 'B', metadata: { issuer: 'U' } }] }, { have: 2, alone: false, blocking: { code: 'GROUPS' } }],
    ['by an attestation that is missing', { requirements: [{ id: 'r', kind: 'attested', by: 'mentor' }], awards: [] }, { state: 'UNMET', blocking: { code: 'ATTESTATION_MISSING', with: [], awards: [] } }],
    ['as waived', { requirements: [a('r', 'A')], awards: [], facts: { exceptions: [{ id: 'e', node: 'r', type: 'waive', award: null, amount: 0, on: '2025-01-01', until: null }] } }, { state: 'WAIVED', have: 0, need: 1, alone: true, blocking: null }],
  ])('%s', (_how, written, wanted) => {
    expect(explained(written).get('r')).toMatchObject(wanted);
  });

  it('as blocked by what another requirement counts', () => {
    const nodes = explained({ requirements: [{ id: 'r1', kind: 'sum', measure: 'credits', atLeast: 5, from: { tag: 'x' } }, { id: 'r2', kind: 'sum', measure: 'credits', atLeast: 5, from: { tag: 'y' } }], policy: { sharing: 'exclusiveSums' }, awards: [{ id: 'w', achievement: 'A', metadata: { credits: 5, tags: ['x', 'y'] } }, { id: 'v', achievement: 'B', metadata: { credits: 2, tags: ['y'] } }] });
    expect(nodes.get('r1')).toMatchObject({ state: 'SATISFIED', counted: [{ award: 'w', units: 500, sharedWith: [] }] });
    expect(nodes.get('r2')).toMatchObject({ state: 'BLOCKED', have: 700, need: 500, alone: true, counted: [{ award: 'v', units: 200, sharedWith: [] }], blocking: { code: 'SHARING', with: ['r1'], awards: ['w'] }, surplus: ['w'] });
  });

  it('as blocked by the order when its award came too early', () => {
    const nodes = explained({ requirements: [a('r1', 'A'), a('r2', 'B')], order: [{ before: 'r1', after: 'r2', mode: 'strictlyAfter' }], awards: [{ id: 'w', achievement: 'B' }, { id: 'v', achievement: 'A', issuedOn: '2025-03-01' }] });
    expect(nodes.get('r1')).toMatchObject({ state: 'SATISFIED' });
    expect(nodes.get('r2')).toMatchObject({ state: 'BLOCKED', alone: true, blocking: { code: 'ORDER', with: ['r1'], awards: ['w'] } });
  });

  it('beneath a choice: one is chosen, the other that holds is surplus, and one that does not hold says why', () => {
    const nodes = explained({ requirements: [{ id: 'r', kind: 'any', of: [a('x', 'A'), a('y', 'B'), a('z', 'C')] }], awards: [{ id: 'v', achievement: 'B' }, { id: 'w', achievement: 'A' }] });
    expect(['r', 'x', 'y', 'z'].map((id) => nodes.get(id)?.state)).toEqual(['SATISFIED', 'SATISFIED', 'SURPLUS', 'UNMET']);
    expect(nodes.get('r')?.counted).toEqual([{ award: 'w', units: null, sharedWith: [] }]);
  });

  it('beneath a requirement that lacks something: what is there reads satisfied, and the parent says what is missing', () => {
    const nodes = explained({ requirements: [{ id: 'r', kind: 'all', of: [a('x', 'A'), a('y', 'B')] }], awards: [{ id: 'w', achievement: 'A' }] });
    expect(nodes.get('r')).toMatchObject({ state: 'PARTIAL', have: 1, need: 2, blocking: { code: 'MISSING' }, counted: [{ award: 'w' }] });
    expect(['x', 'y'].map((id) => nodes.get(id)?.state)).toEqual(['SATISFIED', 'UNMET']);
  });

  it('beneath a requirement that lacks something, as blocked when its award is counted elsewhere', () => {
    const nodes = explained({ requirements: [a('r1', 'A'), { id: 'r2', kind: 'all', of: [a('x', 'A'), a('y', 'B'), a('z', 'C')] }], policy: { sharing: 'exclusive' }, awards: [{ id: 'w', achievement: 'A' }, { id: 'v', achievement: 'B' }] });
    expect(['r1', 'r2', 'x', 'y', 'z'].map((id) => nodes.get(id)?.state)).toEqual(['SATISFIED', 'PARTIAL', 'BLOCKED', 'SATISFIED', 'UNMET']);
    expect(nodes.get('x')?.blocking).toEqual({ code: 'SHARING', with: ['r1'], awards: ['w'] });
  });
});
