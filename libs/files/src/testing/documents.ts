import { buffer } from 'node:stream/consumers';
import { crc32, deflateSync } from 'node:zlib';
import { PDFDocument } from '@cantoo/pdf-lib';
import sharp from 'sharp';
import { ZipFile } from 'yazl';

/** The same entries are the same archive, whenever it is made. */
const madeAt = new Date('2026-01-01T00:00:00Z');

/** An archive of these entries. */
export function anArchive(entries: Readonly<Record<string, string | Buffer>>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(entries)) zip.addBuffer(Buffer.from(content), name, { compress: name !== 'mimetype', mtime: madeAt });
  zip.end();
  return buffer(zip.outputStream);
}

const office = 'application/vnd.openxmlformats-officedocument';

/** A Word document by `author`, with a comment and a tracked change of his, made from a template on his machine. */
export async function aWordDocument(author: string, more: Readonly<Record<string, string | Buffer>> = {}): Promise<Buffer> {
  return anArchive({
    '[Content_Types].xml': `<Types><Override PartName="/word/document.xml" ContentType="${office}.wordprocessingml.document.main+xml"/></Types>`,
    '_rels/.rels': `<Relationships><Relationship Id="r1" Type="x/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="r2" Type="x/metadata/thumbnail" Target="docProps/thumbnail.jpeg"/></Relationships>`,
    'docProps/core.xml': `<cp:coreProperties><dc:creator>${author}</dc:creator><cp:lastModifiedBy>${author}</cp:lastModifiedBy></cp:coreProperties>`,
    'docProps/app.xml': `<Properties><Company>${author} and sons</Company><Manager>${author}</Manager></Properties>`,
    'docProps/custom.xml': `<Properties><property name="Owner"><vt:lpwstr>${author}</vt:lpwstr></property></Properties>`,
    'docProps/thumbnail.jpeg': `picture of ${author}`,
    'customXml/item1.xml': `<p:properties><DisplayName>${author}</DisplayName></p:properties>`,
    'word/document.xml': `<w:document><w:body><w:ins w:id="1" w:author="${author}" w:date="2026-01-01T00:00:00Z"><w:r><w:t>The lesson itself.</w:t></w:r></w:ins></w:body></w:document>`,
    'word/comments.xml': `<w:comments><w:comment w:id="0" w:author="${author}" w:initials="JE"><w:p/></w:comment></w:comments>`,
    'word/people.xml': `<w15:people><w15:person w15:author="${author}"><w15:presenceInfo w15:providerId="AD" w15:userId="S::${author}@example.org"/></w15:person></w15:people>`,
    'word/_rels/settings.xml.rels': `<Relationships><Relationship Id="r1" Type="x/attachedTemplate" Target="file:///C:\\Users\\${author}\\plan.dotx" TargetMode="External"/></Relationships>`,
    'word/media/image1.png': await aPicture({ by: author }),
    ...more,
  });
}

/** An OpenDocument text by `author`. */
export const anOpenDocument = (author: string, more: Readonly<Record<string, string | Buffer>> = {}): Promise<Buffer> =>
  anArchive({
    mimetype: 'application/vnd.oasis.opendocument.text',
    'content.xml': `<office:document-content><office:annotation><dc:creator>${author}</dc:creator><text:p>Well.</text:p></office:annotation><text:p>The lesson itself.</text:p></office:document-content>`,
    'meta.xml': `<office:document-meta><meta:initial-creator>${author}</meta:initial-creator><dc:creator>${author}</dc:creator></office:document-meta>`,
    'settings.xml': `<config:config-item config:name="PrinterName" config:type="string">${author}s printer</config:config-item>`,
    ...more,
  });

/** A PDF by `author`. */
export async function aPdf(author: string, change: (document: PDFDocument) => unknown = () => undefined): Promise<Buffer> {
  const document = await PDFDocument.create();
  document.addPage([200, 200]).drawText('The lesson itself.', { size: 12 });
  document.setAuthor(author);
  document.setTitle(`By ${author}`);
  document.setProducer(`${author}s machine`);
  change(document);
  return Buffer.from(await document.save({ useObjectStreams: false }));
}

/** A picture whose metadata names `by`. */
export const aPicture = ({ by = 'nobody', format = 'png' as 'png' | 'jpeg' | 'webp', width = 40, height = 30 } = {}): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: '#3366aa' }, limitInputPixels: false })
    .withExif({ IFD0: { Artist: by, Copyright: by } })
    .toFormat(format)
    .toBuffer();

/** 16,000 x 16,000 pixels of one colour, in some thirty kilobytes. */
export function aPixelBomb(): Buffer {
  const side = 16_000;
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  // One bit a pixel, grey; a byte for the filter before each line.
  head.writeUInt8(1, 8);
  const lines = deflateSync(Buffer.alloc(side * (side / 8 + 1)));
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', head), chunk('IDAT', lines), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
