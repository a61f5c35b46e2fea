/**
 * An image inside a document without what its camera or program wrote about it, the picture itself untouched. What is
 * neither JPEG nor PNG, or breaks off, comes back as it is.
 */
export function stripImage(bytes: Buffer): Buffer {
  if (bytes.length > 4 && bytes.readUInt16BE(0) === 0xffd8) return stripJpeg(bytes);
  if (bytes.length > 8 && bytes.readUInt32BE(0) === 0x89504e47) return stripPng(bytes);
  return bytes;
}

/** Segments that only describe: APP1 (EXIF, XMP), APP3 to APP13 (Photoshop, IPTC and makers' own), APP15, comments. */
const describes = (marker: number): boolean => marker === 0xe1 || (marker >= 0xe3 && marker <= 0xed) || marker === 0xef || marker === 0xfe;

function stripJpeg(bytes: Buffer): Buffer {
  const kept: Buffer[] = [bytes.subarray(0, 2)];
  let at = 2;
  // Segments with a length come first; from the start of the scan (0xda) on it is all picture.
  while (at + 4 <= bytes.length && bytes[at] === 0xff && bytes[at + 1] !== 0xda) {
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    if (end > bytes.length) return bytes;
    if (!describes(bytes[at + 1] ?? 0)) kept.push(bytes.subarray(at, end));
    at = end;
  }
  return Buffer.concat([...kept, bytes.subarray(at)]);
}

const textChunks = new Set(['tEXt', 'iTXt', 'zTXt', 'eXIf', 'tIME']);

function stripPng(bytes: Buffer): Buffer {
  const kept: Buffer[] = [bytes.subarray(0, 8)];
  for (let at = 8; at + 12 <= bytes.length; ) {
    const end = at + 12 + bytes.readUInt32BE(at);
    if (end > bytes.length) return bytes;
    if (!textChunks.has(bytes.toString('latin1', at + 4, at + 8))) kept.push(bytes.subarray(at, end));
    at = end;
  }
  return Buffer.concat(kept);
}
