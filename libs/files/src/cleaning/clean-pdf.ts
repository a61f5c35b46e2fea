import { ParseSpeeds, PDFArray, PDFDict, PDFDocument, PDFName, type PDFObject, PDFRawStream, PDFRef, PDFStreamWriter } from '@cantoo/pdf-lib';
import { FileNotAccepted } from './not-accepted.js';
import { checkPdfSize } from './pdf-size.js';
import { stripImage } from './strip-image.js';

const objectsMax = 200_000;
const objectsPerTick = 200;

const name = (text: string) => PDFName.of(text);
/** Keys of a dictionary under which something runs or is carried along. ISO 32000-2: 12.6, 7.11.4, 13. */
const active = ['JS', 'JavaScript', 'EmbeddedFiles', 'EF', 'RichMediaContent', 'XFA'].map(name);
const actions = new Set(['JavaScript', 'Launch', 'ImportData', 'SubmitForm', 'Rendition', 'RichMediaExecute'].map(name));
/** Keys that tell of a file or of a part of it: who, when, with what. ISO 32000-2: 14.3, 14.5. */
const descriptive = ['Metadata', 'PieceInfo', 'LastModified', 'Author', 'Creator', 'Producer', 'CreationDate', 'ModDate'].map(name);

/**
 * A PDF written anew without its information dictionary, its XMP and the names of those who annotated it. Whatever lay
 * before, behind or between its objects is gone. Throws FileNotAccepted for what is damaged, encrypted, too large when
 * unpacked, or runs something.
 */
export async function cleanPdf(bytes: Buffer): Promise<Buffer> {
  checkPdfSize(bytes);
  try {
    return await rewritten(bytes);
  } catch (error) {
    if (error instanceof FileNotAccepted) throw error;
    throw new FileNotAccepted('The PDF is damaged or encrypted.', { cause: error });
  }
}

async function rewritten(bytes: Buffer): Promise<Buffer> {
  const document = await PDFDocument.load(bytes, { updateMetadata: false, throwOnInvalidObject: false, parseSpeed: ParseSpeeds.Fast });
  const { context } = document;
  const objects = context.enumerateIndirectObjects();
  if (document.isEncrypted || objects.length > objectsMax || document.getPageCount() === 0) throw new FileNotAccepted('The PDF is damaged, encrypted or too large.');
  if (context.trailerInfo.Info instanceof PDFRef) context.delete(context.trailerInfo.Info);
  context.trailerInfo.Info = undefined;
  for (const [ref, object] of objects) {
    if (isMetadata(object)) context.delete(ref);
    else clean(object);
    if (isPhoto(object)) context.assign(ref, PDFRawStream.of(object.dict, stripImage(Buffer.from(object.getContents()))));
  }
  return Buffer.from(await PDFStreamWriter.forContext(context, objectsPerTick).serializeToBuffer());
}

/** XMP, and an information dictionary that an earlier state of the file left behind. */
function isMetadata(object: PDFObject): boolean {
  if (object instanceof PDFRawStream) return object.dict.get(name('Type')) === name('Metadata');
  const told = object instanceof PDFDict && ['Producer', 'Creator', 'Author'].some((key) => object.has(name(key)));
  return told && !['Type', 'Subtype', 'S', 'Rect'].some((key) => object.has(name(key)));
}

const isPhoto = (object: PDFObject): object is PDFRawStream => object instanceof PDFRawStream && object.dict.get(name('Filter')) === name('DCTDecode');

/** Cleans a dictionary and those that lie in it; others are reached by themselves. */
function clean(object: PDFObject): void {
  if (object instanceof PDFRawStream) return cleanDict(object.dict);
  if (object instanceof PDFDict) return cleanDict(object);
  if (object instanceof PDFArray) for (const one of object.asArray()) clean(one);
}

function cleanDict(dict: PDFDict): void {
  const action = dict.get(name('S'));
  if (active.some((key) => dict.has(key)) || (action instanceof PDFName && actions.has(action))) {
    throw new FileNotAccepted('The PDF runs something or carries files along. Print it to a new PDF.');
  }
  for (const key of descriptive) dict.delete(key);
  // Of an annotation, T is who made it; of a field of a form, T is its name.
  if (dict.has(name('Rect')) && dict.get(name('Subtype')) !== name('Widget')) for (const key of ['T', 'M', 'NM']) dict.delete(name(key));
  for (const value of dict.values()) clean(value);
}
