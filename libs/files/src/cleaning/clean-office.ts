import { docx, type FileType, odp, ods, odt, pptx, xlsx } from '../types/accepted-types.js';
import { Archive, type Change } from './archive.js';
import { emptyParts, withoutNames, withoutPeople } from './office-xml.js';
import { FileNotAccepted } from './not-accepted.js';
import { stripImage } from './strip-image.js';

/** Where the document itself lies in each kind of Office file, and the content types of its main part that hold no macros. */
const mainParts: ReadonlyMap<FileType, { part: string; content: string }> = new Map([
  [docx, { part: 'word/document.xml', content: 'wordprocessingml.document.main+xml' }],
  [xlsx, { part: 'xl/workbook.xml', content: 'spreadsheetml.sheet.main+xml' }],
  [pptx, { part: 'ppt/presentation.xml', content: 'presentationml.presentation.main+xml' }],
]);

const openDocuments: readonly FileType[] = [odt, ods, odp];

/** Programs, controls and things of any kind that were put into a document. */
const forbidden = /(^|\/)(vbaProject\.bin|activeX\/|Basic\/|Scripts\/|Configurations2\/.*\.(js|py|bsh)$)|(^|\/)embeddings\/.*\.(bin|vml)$|\.(exe|dll|js|vbs|bat|cmd|jar|msi|scr|mht|mhtml|html?|svg)$/i;
const embedded = /(^|\/)embeddings\/[^/]+\.(docx|xlsx|pptx)$/i;

/**
 * An Office or OpenDocument file without who wrote it: its properties are emptied, authors of comments and of tracked
 * changes lose their names, paths of their machines and thumbnails go, pictures in it lose their metadata. Text that the
 * writer put into the document himself stays. Throws FileNotAccepted for another kind of document, for what is damaged or
 * would unpack to too much, and for what holds macros, scripts or foreign objects.
 */
export async function cleanOffice(bytes: Buffer, type: FileType, depth = 0): Promise<Buffer> {
  const archive = await Archive.open(bytes);
  if (!(await isDocument(archive, type))) throw new FileNotAccepted(`The file is no ${type.extension.toUpperCase()} document.`);
  if (archive.names.some((name) => forbidden.test(name))) {
    throw new FileNotAccepted('The document holds macros, scripts or foreign objects. Save it without them, or as PDF.');
  }
  return archive.rewritten((name) => changeOf(name, depth));
}

async function isDocument(archive: Archive, type: FileType): Promise<boolean> {
  if (openDocuments.includes(type)) {
    const stated = (await archive.read('mimetype'))?.toString('latin1').trim();
    return stated === type.mediaType && archive.names.includes('content.xml');
  }
  const main = mainParts.get(type);
  const types = (await archive.read('[Content_Types].xml'))?.toString('utf8') ?? '';
  return main !== undefined && archive.names.includes(main.part) && types.includes(main.content) && !types.includes('macroEnabled');
}

function changeOf(name: string, depth: number): Change {
  if (/(^|\/)thumbnails?[/.]/i.test(name)) return 'DROP';
  const empty = emptyParts.find(({ part }) => part.test(name));
  if (empty) return () => Buffer.from(empty.xml);
  if (/(^|\/)(media|pictures)\/[^/]+\.(jpe?g|png)$/i.test(name)) return stripImage;
  if (/printerSettings\d*\.bin$/i.test(name)) return () => Buffer.alloc(0);
  if (embedded.test(name)) return (bytes) => cleanEmbedded(name, bytes, depth);
  if (/\.rels$/i.test(name) || /^META-INF\/manifest\.xml$/.test(name)) return inText(withoutPeople);
  return /\.xml$/i.test(name) && !/^(xl\/worksheets|word\/theme|ppt\/theme)\//.test(name) ? inText(withoutNames) : 'KEEP';
}

const inText =
  (change: (text: string) => string): Change =>
  (bytes) => {
    // XML may be in UTF-16, which no office program writes: nothing would be found in it.
    if (bytes.includes(0)) throw new FileNotAccepted('The document is written in an unusual way. Save it again, or as PDF.');
    return Buffer.from(change(bytes.toString('utf8')));
  };

/** A sheet behind a chart, for instance. What lies deeper than that is nothing that people put there. */
function cleanEmbedded(name: string, bytes: Buffer, depth: number): Promise<Buffer> {
  const type = [...mainParts.keys()].find(({ extension }) => name.toLowerCase().endsWith(`.${extension}`));
  if (!type || depth > 0) throw new FileNotAccepted('The document holds documents within documents. Save it as PDF.');
  return cleanOffice(bytes, type, depth + 1);
}
