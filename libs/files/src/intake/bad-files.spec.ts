import { deflateSync } from 'node:zlib';
import { PDFName } from '@cantoo/pdf-lib';
import { noScanner, type Scanner } from '../scanning/scanner.js';
import { evidenceBytesMax, evidencePixelsMax } from '../settings.js';
import { anArchive, anOpenDocument, aPdf, aPicture, aPixelBomb, aWordDocument } from '../testing/documents.js';
import { evidenceTypes } from '../types/accepted-types.js';
import { FileIntake, type FileRule } from './file-intake.js';

const rule: FileRule = { types: evidenceTypes, bytesMax: evidenceBytesMax, pixelsMax: evidencePixelsMax };

async function codeOf(name: string, bytes: Buffer, { scanner = noScanner, mediaType = null as string | null } = {}): Promise<string> {
  const taken = await new FileIntake(scanner).take({ name, bytes, mediaType }, rule, 'fileUploadId');
  return taken.ok ? 'TAKEN' : taken.refusals.map(({ code, field }) => `${code} ${field?.join('.')}`).join();
}

const refusedAs = 'FILE_NOT_ACCEPTED fileUploadId';
const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');

describe('a file that lies about what it is', () => {
  test.each([
    ['a picture called a document', 'lesson.docx', () => aPicture()],
    ['a document called a picture', 'lesson.png', () => aWordDocument('Jonas')],
    ['a web page called a text', 'lesson.txt', () => Buffer.from('<!doctype html><p>Hello')],
    ['a script within a text', 'lesson.md', () => Buffer.from('# Lesson\n\n<script>alert(1)</script>')],
    ['a PDF called a text', 'lesson.txt', () => aPdf('Jonas')],
    ['a program called a PDF', 'lesson.pdf', () => Buffer.from('MZ\x90\0 this program')],
    ['a PDF behind a picture', 'lesson.png', async () => Buffer.concat([Buffer.from('%PDF-1.7\n'), await aPicture()])],
    ['bytes called a text', 'lesson.csv', () => Buffer.from([0x61, 0x00, 0x62, 0x63, 0x64])],
    ['an archive called a document', 'lesson.docx', () => anArchive({ 'a.txt': 'a' })],
    ['a table called a text', 'lesson.xlsx', () => aWordDocument('Jonas')],
    ['a text of another kind of document', 'lesson.ods', () => anOpenDocument('Jonas')],
    ['nothing', 'lesson.pdf', () => Buffer.alloc(0)],
    ['a broken picture', 'lesson.png', async () => (await aPicture({ width: 400, height: 400 })).subarray(0, 400)],
    ['a drawing that is a program', 'lesson.svg', () => svg],
    ['a drawing called a picture', 'lesson.png', () => svg],
    ['a drawing called a text', 'lesson.txt', () => svg],
    ['an archive', 'lesson.zip', () => anArchive({ 'a.txt': 'a' })],
    ['something without an end to its name', 'lesson', () => Buffer.from('text')],
    ['a document with macros', 'lesson.docx', () => aWordDocument('Jonas', { 'word/vbaProject.bin': 'macro' })],
    ['a document with an object in it', 'lesson.docx', () => aWordDocument('Jonas', { 'word/embeddings/oleObject1.bin': 'thing' })],
    ['a document with a script', 'lesson.odt', () => anOpenDocument('Jonas', { 'Basic/Standard/Module1.xml': 'macro' })],
  ])('is refused: %s', async (_what, name, bytes) => {
    expect(await codeOf(name, await bytes())).toBe(refusedAs);
  });

  test('is refused when the media type that was stated is another one', async () => {
    expect(await codeOf('lesson.png', await aPicture(), { mediaType: 'application/pdf' })).toBe(refusedAs);
    expect(await codeOf('lesson.png', await aPicture(), { mediaType: 'image/png' })).toBe('TAKEN');
  });
});

describe('a file that would grow beyond measure', () => {
  const mib = 1024 * 1024;

  test.each([
    ['a picture of 256 million pixels', 'lesson.png', () => aPixelBomb()],
    ['a document whose text is 100 MiB of nothing', 'lesson.docx', () => aWordDocument('Jonas', { 'word/footnotes.xml': Buffer.alloc(100 * mib, ' ') })],
    ['a document of 6,000 parts', 'lesson.docx', () => aWordDocument('Jonas', Object.fromEntries(Array.from({ length: 6_000 }, (_, at) => [`word/p${at}.xml`, '<p/>'])))],
    ['a document that says less than it holds', 'lesson.docx', async () => understated(await aWordDocument('Jonas', { 'word/footnotes.xml': Buffer.alloc(4 * mib, ' ') }))],
    ['a PDF whose objects unpack to 100 MiB', 'lesson.pdf', () => pdfBomb(100 * mib)],
  ])('is refused: %s', async (_what, name, make) => {
    expect(await codeOf(name, await make())).toBe(refusedAs);
  });

  test('is refused for its size alone when that is too large', async () => {
    expect(await codeOf('lesson.txt', Buffer.alloc(evidenceBytesMax + 1, 'a'))).toBe('FILE_TOO_LARGE fileUploadId');
  });
});

describe('a PDF', () => {
  test.each([
    ['runs a script', { S: 'JavaScript', JS: 'x' }],
    ['starts a program', { S: 'Launch', F: 'x' }],
    ['carries files along', { EmbeddedFiles: {} }],
  ])('that %s is refused', async (_what, action) => {
    const bytes = await aPdf('Jonas', (document) => document.catalog.set(PDFName.of('OpenAction'), document.context.obj(action)));
    expect(await codeOf('lesson.pdf', bytes)).toBe(refusedAs);
  });

  test('that is damaged is refused', async () => {
    expect(await codeOf('lesson.pdf', Buffer.from('%PDF-1.7\nnothing that follows is one'))).toBe(refusedAs);
  });
});

describe('a virus scanner', () => {
  const harmful: Scanner = { scan: () => Promise.resolve('HARMFUL') };

  test('refuses what it finds, before anything is opened', async () => {
    expect(await codeOf('lesson.png', await aPicture(), { scanner: harmful })).toBe('FILE_HARMFUL fileUploadId');
  });

  test('that does not answer is no reason to take a file', async () => {
    const silent: Scanner = { scan: () => Promise.reject(new Error('nobody there')) };
    await expect(codeOf('lesson.png', await aPicture(), { scanner: silent })).rejects.toThrow('nobody there');
  });
});

/** The same archive, its directory saying that every part has 10 bytes unpacked. */
function understated(zip: Buffer): Buffer {
  const bytes = Buffer.from(zip);
  for (let at = bytes.indexOf('PK\x01\x02', 0, 'latin1'); at >= 0; at = bytes.indexOf('PK\x01\x02', at + 4, 'latin1')) bytes.writeUInt32LE(10, at + 24);
  return bytes;
}

/** One object stream, small as it is stored. */
function pdfBomb(bytes: number): Buffer {
  const packed = deflateSync(Buffer.alloc(bytes, ' '));
  const head = `%PDF-1.7\n1 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length ${packed.length} >>\nstream\n`;
  return Buffer.concat([Buffer.from(head), packed, Buffer.from('\nendstream\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF')]);
}
