import fc from 'fast-check';
import { bakePng } from './bake-png.js';
import { bakeSvg } from './bake-svg.js';
import { anImage, chunkTypes, withChunks } from './image.fixture.js';
import { writeChunk } from './png-chunks.js';
import { unbake } from './unbake.js';

/** JSON as anyone may have written it, and compact forms. */
const json = fc
  .tuple(fc.jsonValue({ noUnicodeString: false }), fc.constantFrom(0, 2))
  .map(([value, space]) => JSON.stringify({ value }, null, space));
const compact = fc
  .array(fc.uint8Array({ minLength: 1, maxLength: 40 }), { minLength: 3, maxLength: 3 })
  .map((parts) => parts.map((part) => Buffer.from(part).toString('base64url')).join('.'));
const carriable = fc.oneof(json, compact).filter((text) => !/[\ufffe\uffff]|\p{Surrogate}/u.test(text));
const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><circle r="5"/></svg>';

const pngOf = (text: string, image: Uint8Array = anImage()) => {
  const baked = bakePng(image, text);
  if (!baked.ok) throw new Error(baked.code);
  return baked.image;
};
const svgOf = (text: string, image = svg) => {
  const baked = bakeSvg(image, text);
  if (!baked.ok) throw new Error(baked.code);
  return baked.image;
};

describe('baking into a PNG', () => {
  it('then unbaking gives the same text back', () => {
    fc.assert(
      fc.property(carriable, (text) =>
        expect(unbake(pngOf(text))).toEqual({ ok: true, container: 'PNG', text }),
      ),
    );
  });

  it('puts one uncompressed chunk right after the first and keeps all others', () => {
    const baked = pngOf('{"a":1}');
    expect(chunkTypes(baked)).toEqual(['IHDR', 'iTXt', 'IDAT', 'IEND']);
    expect(baked.toString('latin1')).toContain('openbadgecredential\0\0\0\0\0{"a":1}');
  });

  it('replaces what was baked in before, in any of the older ways', () => {
    const old = [
      writeChunk('tEXt', Buffer.from('openbadges\0https://old.example/1')),
      writeChunk('iTXt', Buffer.from('clrcredential\0\0\0\0\0{}')),
      writeChunk('tEXt', Buffer.from('Author\0A person')),
    ];
    const baked = pngOf('{"b":2}', pngOf('{"a":1}', withChunks(...old)));
    expect(chunkTypes(baked)).toEqual(['IHDR', 'iTXt', 'tEXt', 'IDAT', 'IEND']);
    expect(unbake(baked)).toMatchObject({ text: '{"b":2}' });
  });

  it('refuses what is no sound PNG', () => {
    expect(bakePng(Buffer.from('GIF89a'), '{}')).toMatchObject({ ok: false, code: 'PNG_MALFORMED' });
    expect(bakePng(anImage().subarray(0, 40), '{}')).toMatchObject({ ok: false, code: 'PNG_MALFORMED' });
  });
});

describe('baking into an SVG', () => {
  it('then unbaking gives the same text back', () => {
    fc.assert(
      fc.property(carriable, (text) =>
        expect(unbake(Buffer.from(svgOf(text)))).toEqual({ ok: true, container: 'SVG', text }),
      ),
    );
  });

  it.each(['{"a":"]]>"}', '{"a":"]]]>]]>"}', '{"a":"\u2028\u0085"}', '{"a":"<![CDATA["}'])(
    'keeps %j as it is',
    (text) => expect(unbake(Buffer.from(svgOf(text)))).toMatchObject({ text }),
  );

  it('makes line ends line feeds', () =>
    expect(unbake(Buffer.from(svgOf('{\r\n"a":1\r}')))).toMatchObject({ text: '{\n"a":1\n}' }));

  it('puts the credential first, a compact one into the attribute `verify`', () => {
    expect(svgOf('{"a":1}')).toContain(
      'height="10" xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0"><openbadges:credential><![CDATA[{"a":1}]]>',
    );
    expect(svgOf('eyJ9.eyJ9.AA')).toContain('<openbadges:credential verify="eyJ9.eyJ9.AA"/><circle');
  });

  it('replaces what was baked in before', () => {
    const older = svg.replace(
      '<circle',
      '<a:assertion xmlns:a="http://openbadges.org" verify="https://old.example/1"/><circle',
    );
    const baked = svgOf('{"b":2}', svgOf('{"a":1}', older));
    expect(baked.match(/<\w+:(credential|assertion)/g)).toHaveLength(1);
    expect(unbake(Buffer.from(baked))).toMatchObject({ text: '{"b":2}' });
  });

  it('refuses characters that XML cannot carry, and what is no SVG', () => {
    expect(bakeSvg(svg, '{"a":"\uffff"}')).toMatchObject({ ok: false, code: 'TEXT_NOT_BAKEABLE' });
    expect(bakeSvg('<html/>', '{}')).toMatchObject({ ok: false, code: 'FORMAT_NOT_SUPPORTED' });
  });
});
