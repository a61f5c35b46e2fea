import { gzipSync } from 'node:zlib';
import { exchangeFormats, importPathways } from '../import-pathways.js';
import { unpack } from '../unpack.js';

const code = (text: string, format: Parameters<typeof importPathways>[1] = 'CTDL') => {
  const imported = importPathways(text, format);
  return imported.ok ? 'read' : imported.refusal.code;
};
const graph = (things: unknown[]) => JSON.stringify({ '@graph': [{ '@id': 'u:p', '@type': 'Pathway', hasDestinationComponent: 'u:z' }, ...things] });

test('text that ends too early is refused with its line, in every form', () => {
  expect(importPathways('{\n  "@graph": [ {', 'CTDL')).toMatchObject({ ok: false, refusal: { code: 'NOT_JSON', at: expect.stringMatching(/^line 2, column \d+$/) as string } });
  for (const format of exchangeFormats) expect([format, importPathways('{"a": [1, ', format).ok]).toEqual([format, false]);
});

test('documents in a row and stray commas are read, and the report says so', () => {
  const imported = importPathways('{"@id": "u:a", "@type": "Pathway",},\n{"@id": "u:b" "@type": "Pathway"}', 'CTDL');
  expect(imported).toMatchObject({ ok: true, report: [{ note: expect.stringContaining('2 JSON documents') as string }, { note: expect.stringContaining('3 commas') as string }, {}, {}, {}] });
});

test('a component that needs itself is a cycle, named by its way', () => {
  const looped = (id: string, to: string) => ({ '@id': id, '@type': 'BasicComponent', hasCondition: { '@type': 'ComponentCondition', targetComponent: to } });
  expect(importPathways(graph([looped('u:z', 'u:a'), looped('u:a', 'u:b'), looped('u:b', 'u:a')]), 'CTDL')).toMatchObject({ ok: false, refusal: { code: 'CYCLE', message: expect.stringContaining('u:b') as string } });
});

test('100,000 components are too many, and so is a small graph that unfolds into more than 5,000 nodes', () => {
  expect(code(graph(Array.from({ length: 100_000 }, (_none, at) => ({ '@id': `u:${at}`, '@type': 'CourseComponent' }))))).toBe('TOO_LARGE');
  const doubled = Array.from({ length: 14 }, (_none, at) => ({
    '@id': at === 0 ? 'u:z' : `u:d${at}`,
    '@type': 'BasicComponent',
    hasCondition: { '@type': 'ComponentCondition', requiredNumber: 1, targetComponent: [`u:d${at + 1}`], hasCondition: [{ '@type': 'ComponentCondition', requiredNumber: 1, targetComponent: [`u:d${at + 1}`] }] },
  }));
  expect(code(graph([...doubled, { '@id': 'u:d14', '@type': 'CourseComponent' }]))).toMatch(/^TOO_/);
  expect(code(`milestone,required badge\n${Array.from({ length: 60_000 }, (_none, at) => `m,b${at}`).join('\n')}`, 'MILESTONE_TABLE')).toBe('TOO_LARGE');
});

test('nesting is refused before anything recursive sees it', () => {
  expect(code(`${'['.repeat(50_000)}${']'.repeat(50_000)}`)).toBe('TOO_DEEP');
  expect(code(`${'{"children":['.repeat(5_000)}${']}'.repeat(5_000)}`, 'BADGR_HOSTED')).toBe('TOO_DEEP');
});

test('names of the prototype are names like any other', () => {
  const text = `{"@graph": [{"@id": "u:p", "@type": "Pathway", "hasDestinationComponent": "constructor", "__proto__": {"name": "x"}},
    {"@id": "constructor", "@type": "BasicComponent", "hasCondition": {"targetComponent": "__proto__", "toString": "x"}},
    {"@id": "__proto__", "@type": "CourseComponent", "name": "hasOwnProperty"}]}`;
  const imported = importPathways(text, 'CTDL');
  expect(imported).toMatchObject({ ok: true, pathways: [{ pathway: { requirements: [{ kind: 'award', title: 'hasOwnProperty' }] } }] });
  expect(({} as { name?: unknown }).name).toBeUndefined();
});

test('another encoding than UTF-8 is refused, a byte order mark is not', () => {
  const latin1 = Buffer.from('{"name": "Brücke"}', 'latin1');
  expect(unpack('x.json', latin1)).toMatchObject([{ ok: false, refusal: { code: 'NOT_UTF8' } }]);
  expect(unpack('x.json', Buffer.from('\uFEFF{}', 'utf16le'))).toMatchObject([{ ok: false, refusal: { code: 'NOT_UTF8' } }]);
  expect(code('\uFEFF{"@graph": []}')).toBe('read');
  expect(code('{\0}')).toBe('NOT_UTF8');
});

test('what is packed is unpacked up to a bound, and damaged archives are refused', () => {
  const bomb = gzipSync(Buffer.alloc(80 * 1024 * 1024));
  expect(bomb.length).toBeLessThan(100_000);
  expect(unpack('bomb.json.gz', bomb)).toMatchObject([{ ok: false, refusal: { code: 'TOO_LARGE' } }]);
  const packed = gzipSync('{"@graph": []}');
  expect(unpack('x.json.gz', packed)).toEqual([{ name: 'x.json', ok: true, text: '{"@graph": []}' }]);
  expect(unpack('x.json.gz', packed.subarray(0, 20))).toMatchObject([{ ok: false, refusal: { code: 'NOT_AN_ARCHIVE' } }]);
});

test('files of a tar archive are read one by one, and one that claims to be longer than it is is refused', () => {
  const tar = (name: string, text: string, size = text.length): Buffer => {
    const header = Buffer.alloc(512);
    header.write(name, 0);
    header.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
    header.write('0', 156);
    header.write('ustar', 257);
    return Buffer.concat([header, Buffer.from(text), Buffer.alloc((512 - (text.length % 512)) % 512)]);
  };
  const archive = Buffer.concat([tar('a.json', '{}'), tar('../../etc/b.json', '[]'), Buffer.alloc(1024)]);
  expect(unpack('x.tar', archive)).toEqual([
    { name: 'a.json', ok: true, text: '{}' },
    { name: '../../etc/b.json', ok: true, text: '[]' },
  ]);
  expect(unpack('x.tar.gz', gzipSync(tar('a.json', '{}', 9_999_999)))).toMatchObject([{ ok: false, refusal: { code: 'NOT_AN_ARCHIVE' } }]);
});
