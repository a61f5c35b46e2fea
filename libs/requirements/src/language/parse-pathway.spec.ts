import fc from 'fast-check';
import { contradictory } from './testing/contradictory.js';
import { parsePathway } from './parse-pathway.js';

const plain = { policy: { sharing: 'shared' }, requirements: [{ id: 'r1', kind: 'award', achievement: 'A' }] };

/** Code and pointer of every refusal. */
function refused(document: unknown): string[] {
  const parsed = parsePathway(document);
  return parsed.ok ? [] : parsed.refusals.map(({ code, pointer }) => `${code} ${pointer}`);
}

const withNode = (node: object) => ({ ...plain, requirements: [node] });

describe('reading a definition', () => {
  it('keeps a definition as its author wrote it', () => {
    const written = { ...plain, 'x-note': { any: ['thing'] }, requirements: [{ ...plain.requirements[0], 'x-colour': 'blue', title: { de: 'Rost' } }] };
    expect(parsePathway(written)).toEqual({ ok: true, pathway: written });
  });

  it.each<[what: string, document: unknown, refusal: string]>([
    ['a text', 'a pathway', 'FIELD_INVALID '],
    ['nothing', null, 'FIELD_INVALID '],
    ['a list', [], 'FIELD_INVALID '],
    ['a function', { ...plain, title: () => 'x' }, 'NOT_JSON /title'],
    ['no policy', { requirements: [] }, 'SHARING_UNDECLARED /policy'],
    ['no sharing', { ...plain, policy: {} }, 'SHARING_UNDECLARED /policy/sharing'],
    ['no requirements', { policy: plain.policy }, 'FIELD_MISSING /requirements'],
    ['a misspelt field', { ...plain, polcy: {} }, 'FIELD_UNKNOWN /polcy'],
    ['a misspelt field of a node', withNode({ id: 'r', kind: 'award', achievement: 'A', achievment: 'B' }), 'FIELD_UNKNOWN /requirements/0/achievment'],
    ['a field of another kind', withNode({ id: 'r', kind: 'award', achievement: 'A', n: 2 }), 'FIELD_UNKNOWN /requirements/0/n'],
    ['an unknown kind', withNode({ id: 'r', kind: 'not', of: [] }), 'NODE_KIND_UNKNOWN /requirements/0'],
    ['a node without a kind', withNode({ id: 'r' }), 'FIELD_MISSING /requirements/0/kind'],
    ['a node without an id', withNode({ kind: 'award', achievement: 'A' }), 'FIELD_MISSING /requirements/0/id'],
    ['an id with a blank', withNode({ id: 'r 1', kind: 'award', achievement: 'A' }), 'FIELD_INVALID /requirements/0/id'],
    ['a sum of neither awards nor nodes', withNode({ id: 'r', kind: 'sum', measure: 'ects', atLeast: 1 }), 'FIELD_INVALID /requirements/0'],
    ['a sum of both', withNode({ id: 'r', kind: 'sum', measure: 'ects', atLeast: 1, from: {}, of: [] }), 'FIELD_INVALID /requirements/0'],
    ['three decimals', withNode({ id: 'r', kind: 'sum', measure: 'ects', atLeast: 1.005, from: {} }), 'AMOUNT_INVALID /requirements/0/atLeast'],
    ['a negative amount', withNode({ id: 'r', kind: 'sum', measure: 'ects', atLeast: -1, from: {} }), 'NUMBER_OUT_OF_RANGE /requirements/0/atLeast'],
    ['an amount beyond range', withNode({ id: 'r', kind: 'sum', measure: 'ects', atLeast: 1e300, from: {} }), 'NUMBER_OUT_OF_RANGE /requirements/0/atLeast'],
    ['a number that JSON.parse made infinite', JSON.parse(JSON.stringify(withNode({ id: 'r', kind: 'nOf', n: 7, of: [] })).replace('7', '1e999')), 'NUMBER_OUT_OF_RANGE /requirements/0/n'],
    ['half a node', withNode({ id: 'r', kind: 'nOf', n: 0.5, of: [] }), 'FIELD_INVALID /requirements/0/n'],
    ['a day that does not exist', { ...plain, publishedOn: '2026-02-29' }, 'DATE_INVALID /publishedOn'],
    ['a day in words', { ...plain, publishedOn: 'tomorrow' }, 'DATE_INVALID /publishedOn'],
    ['a period in days and hours', withNode({ id: 'r', kind: 'attested', by: 'mentor', validFor: 'P1DT2H' }), 'FIELD_INVALID /requirements/0/validFor'],
    ['an issuer rule that looks at tags', { ...plain, policy: { sharing: 'shared', acceptedIssuers: { tag: 'x' } } }, 'FIELD_UNKNOWN /policy/acceptedIssuers/tag'],
    ['an id that stands twice', { ...plain, requirements: [...plain.requirements, { id: 'a', kind: 'all', of: plain.requirements }] }, 'DUPLICATE_ID /requirements/1/of/0/id'],
    ['a prototype', JSON.parse('{"policy":{"sharing":"shared"},"requirements":[],"__proto__":{"completion":null}}'), 'NAME_RESERVED /__proto__'],
    ['a prototype inside a note', JSON.parse('{"policy":{"sharing":"shared"},"requirements":[],"x-a":{"constructor":1}}'), 'NAME_RESERVED /x-a/constructor'],
    ['a measure called toString', withNode({ id: 'r', kind: 'sum', measure: 'toString', atLeast: 1, from: {} }), 'NAME_RESERVED /requirements/0/measure'],
    ['a sub-period outside of a cycle', withNode({ id: 'r', kind: 'count', atLeast: 1, from: {}, floors: [{ where: {}, atLeast: 1, per: 'P1Y' }] }), 'FIELD_MISPLACED /requirements/0/floors/0/per'],
    ['an anchor on no award', withNode({ id: 'r', kind: 'maintain', anchor: { on: 'award' }, cycle: 'P1Y', node: { id: 'i', kind: 'award', achievement: 'A' } }), 'FIELD_MISSING /requirements/0/anchor/achievement'],
    ['a slash in a key', { ...plain, 'a/b~c': 1 }, 'FIELD_UNKNOWN /a~1b~0c'],
    ['text with a NUL', { ...plain, title: 'a\0b' }, 'FIELD_INVALID /title'],
    ...contradictory,
  ])('refuses %s', (_, document, refusal) => {
    expect(refused(document)).toEqual([refusal]);
  });

  it('tells all that is wrong at once, and what to do about it', () => {
    const parsed = parsePathway({ requirements: [{ id: 'r', kind: 'any' }], policy: { sharing: 'sometimes' } });
    expect(parsed).toMatchObject({
      ok: false,
      refusals: [
        { code: 'FIELD_MISSING', path: ['requirements', '0', 'of'], message: 'of is missing: add it.' },
        { code: 'FIELD_INVALID', pointer: '/policy/sharing', message: 'Write shared or exclusive or exclusiveSums.' },
      ],
    });
  });

  describe('of a size that would hurt', () => {
    const list = (length: number) => Array.from({ length }, (_, at) => ({ id: `n${at}`, kind: 'award', achievement: 'A' }));
    const nested = (depth: number) => {
      let node: object = { id: 'leaf', kind: 'award', achievement: 'A' };
      for (let at = 0; at < depth; at += 1) node = { id: `n${at}`, kind: 'all', of: [node] };
      return { ...plain, requirements: [node] };
    };
    const lists = (depth: number) => {
      let value: unknown = 1;
      for (let at = 0; at < depth; at += 1) value = [value];
      return { ...plain, 'x-deep': value };
    };
    const circle: { [key: string]: unknown } = { ...plain };
    circle['x-self'] = circle;

    it.each<[what: string, document: unknown, refusal: string[]]>([
      ['5,000 nodes are read', { ...plain, requirements: list(5_000) }, []],
      ['5,001 nodes are refused', { ...plain, requirements: list(5_001) }, ['TOO_LARGE ']],
      ['100,000 nodes are refused', { ...plain, requirements: list(100_000) }, ['TOO_LARGE ']],
      ['32 levels are read', nested(31), []],
      ['33 levels are refused', nested(32), [`TOO_DEEP ${'/requirements/0' + '/of/0'.repeat(32)}`]],
      ['1,000 levels are refused', nested(1_000), [`TOO_DEEP ${'/requirements/0' + '/of/0'.repeat(32)}`]],
      ['100,000 levels of lists are refused', lists(100_000), ['TOO_DEEP ']],
      ['a document within itself is refused', circle, ['TOO_DEEP ']],
      ['5,000 nodes that are all wrong are refused', { ...plain, requirements: list(5_000).map((node) => ({ ...node, achievement: 7, wrong: 1 })) }, expect.arrayContaining(['FIELD_INVALID /requirements/0/achievement']) as unknown as string[]],
    ])('%s within a second', (_, document, refusals) => {
      // Of this thread alone: others may be busy.
      const before = process.threadCpuUsage();
      expect(refused(document)).toEqual(refusals);
      const { user, system } = process.threadCpuUsage(before);
      expect((user + system) / 1_000).toBeLessThan(1_000);
    });

    it('names at most 100 faults', () => {
      expect(refused({ ...plain, requirements: list(1_000).map(({ id }) => ({ id, kind: 'award' })) })).toHaveLength(100);
    });
  });

  it('never throws, whatever the JSON', () => {
    fc.assert(fc.property(fc.jsonValue(), (document) => void parsePathway(document)), { numRuns: 500 });
    const field = fc.constantFrom('id', 'kind', 'of', 'n', 'from', 'atLeast', 'where', 'policy', 'requirements', 'sharing', 'node', 'offRamps', 'maintenance', 'anchor', 'achievement');
    const value = fc.letrec<{ any: unknown }>((tie) => ({
      any: fc.oneof({ maxDepth: 4 }, fc.constantFrom<unknown>('award', 'all', 'count', 'sum', 'maintain', 'order', 'shared', 'A', 0, 1, -1, 0.5, null, true), fc.array(tie('any'), { maxLength: 3 }), fc.dictionary(field, tie('any'), { maxKeys: 4 })),
    })).any;
    fc.assert(fc.property(fc.record({ requirements: value, policy: value, maintenance: value, offRamps: value }, { requiredKeys: [] }), (document) => void parsePathway(document)), { numRuns: 1_000 });
  });
});
