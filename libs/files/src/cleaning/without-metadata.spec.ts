import { buffer } from 'node:stream/consumers';
import sharp from 'sharp';
import { fromBufferPromise } from 'yauzl';
import { PDFDocument, PDFName } from '@cantoo/pdf-lib';
import { docx, odt } from '../types/accepted-types.js';
import { anOpenDocument, aPdf, aPicture, aWordDocument } from '../testing/documents.js';
import { cleanImage } from './clean-image.js';
import { cleanOffice } from './clean-office.js';
import { cleanPdf } from './clean-pdf.js';
import { stripImage } from './strip-image.js';

const author = 'Jonas Ekwe';

/** Everything in an archive, unpacked, as one text. */
async function everythingIn(bytes: Buffer): Promise<string> {
  const zip = await fromBufferPromise(bytes, { lazyEntries: true });
  const texts: string[] = [];
  for await (const entry of zip.eachEntry()) texts.push(entry.fileName, (await buffer(await zip.openReadStreamPromise(entry))).toString('latin1'));
  return texts.join('\n');
}

describe('a document that was taken in', () => {
  test('names its author nowhere, and says what it said', async () => {
    const bytes = await aWordDocument(author, { 'word/embeddings/sheet.docx': await aWordDocument(author) });
    expect(await everythingIn(bytes)).toContain(author);
    const clean = await everythingIn(await cleanOffice(bytes, docx));
    expect(clean).not.toMatch(/Jonas|Ekwe/);
    expect(clean).toContain('The lesson itself.');
    expect(clean).toContain('word/media/image1.png');
    expect(clean).not.toContain('thumbnail');
  });

  test('fetches nothing when it is opened, and keeps the links that its writer put there', async () => {
    const rels = `<Relationships><Relationship Id="r1" Type="x/attachedTemplate" Target='https://tracker.example/t.dotm' TargetMode='External'/><Relationship Id="r2" Type="x/hyperlink" Target="https://example.org/" TargetMode="External"/><Relationship Id="r3" Type="x/image" Target="media/image1.png"/></Relationships>`;
    const clean = await everythingIn(await cleanOffice(await aWordDocument(author, { 'word/_rels/document.xml.rels': rels }), docx));
    expect(clean).not.toContain('tracker.example');
    expect(clean).toContain('https://example.org/');
    expect(clean).toContain('Target="media/image1.png"');
  });

  test('names nobody either when it is an OpenDocument, whose first entry stays readable', async () => {
    const clean = await cleanOffice(await anOpenDocument(author), odt);
    expect(await everythingIn(clean)).not.toMatch(/Jonas|Ekwe/);
    expect(await everythingIn(clean)).toContain('The lesson itself.');
    expect(clean.toString('latin1', 30, 38 + 39)).toBe('mimetypeapplication/vnd.oasis.opendocument.text');
  });

  test('comes out the same however often it is given', async () => {
    const bytes = await aWordDocument(author);
    expect(await cleanOffice(bytes, docx)).toEqual(await cleanOffice(bytes, docx));
  });
});

describe('a PDF that was taken in', () => {
  test('has neither properties nor XMP, in whatever state of it they lay', async () => {
    const bytes = await aPdf(author, (document) => {
      const { context } = document;
      const xmp = context.stream(`<x:xmpmeta>${author}</x:xmpmeta>`, { Type: 'Metadata', Subtype: 'XML' });
      document.catalog.set(PDFName.of('Metadata'), context.register(xmp));
      context.register(context.obj({ Producer: 'An older state', Title: author }));
    });
    const clean = await cleanPdf(bytes);
    const again = await PDFDocument.load(clean, { updateMetadata: false });
    expect(again.getAuthor()).toBeUndefined();
    expect(again.getTitle()).toBeUndefined();
    expect(again.getPageCount()).toBe(1);
    const objects = again.context.enumerateIndirectObjects().map(([, object]) => object.toString()).join('\n');
    expect(objects).not.toMatch(/Jonas|Ekwe|older state|XMP|xmpmeta/);
  });
});

describe('a picture that was taken in', () => {
  test.each(['png', 'jpeg', 'webp'] as const)('says nothing of who took it: %s', async (format) => {
    const bytes = await aPicture({ by: author, format });
    expect(bytes.toString('latin1')).toContain(author);
    const { bytes: clean, mediaType } = await cleanImage(bytes);
    expect(clean.toString('latin1')).not.toContain(author);
    expect((await sharp(clean).metadata()).exif).toBeUndefined();
    expect(mediaType).toBe(format === 'jpeg' ? 'image/jpeg' : 'image/png');
  });

  test('keeps nothing that was written behind it', async () => {
    const { bytes } = await cleanImage(Buffer.concat([await aPicture(), Buffer.from(`<script>${author}</script>`)]));
    expect(bytes.toString('latin1')).not.toContain('script');
  });

  test.each(['png', 'jpeg'] as const)('loses its metadata inside a document, the picture untouched: %s', async (format) => {
    const bytes = await aPicture({ by: author, format });
    const stripped = stripImage(bytes);
    expect(stripped.toString('latin1')).not.toContain(author);
    expect(await sharp(stripped).raw().toBuffer()).toEqual(await sharp(bytes).raw().toBuffer());
  });
});
