/**
 * Parts that say who wrote a document and with what, and what is put in their place. ECMA-376 part 2 (properties of a
 * package), OpenDocument 1.3 part 2 (meta.xml).
 */
export const emptyParts: readonly { readonly part: RegExp; readonly xml: string }[] = [
  {
    part: /(^|\/)docProps\/core\.xml$|\.psmdcp$/i,
    xml: '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>',
  },
  {
    part: /(^|\/)docProps\/app\.xml$/i,
    xml: '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>',
  },
  {
    part: /(^|\/)docProps\/custom\.xml$/i,
    xml: '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>',
  },
  // What a document library knew of it.
  { part: /(^|\/)customXml\/item\d+\.xml$/i, xml: '<?xml version="1.0" encoding="UTF-8"?><item/>' },
  {
    part: /(^|\/)meta\.xml$/i,
    xml: '<?xml version="1.0" encoding="UTF-8"?><office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.3"><office:meta/></office:document-meta>',
  },
];

/**
 * Relationships and manifests without thumbnails, without paths on the writer's machine, and without anything that is fetched
 * when the document is opened (templates, frames, pictures from elsewhere); links that are followed stay.
 */
export const withoutPeople = (xml: string): string =>
  xml
    .replace(/<Relationship\b[^>]*\/thumbnail["'][^>]*\/>/gi, '')
    .replace(/<manifest:file-entry\b[^>]*Thumbnails\/[^>]*\/>/gi, '')
    .replace(/<Relationship\b[^>]*>/gi, (element) => (isFollowed(element) ? element : element.replace(/\bTarget=("[^"]*"|'[^']*')/i, 'Target="file:///removed"')));

function isFollowed(relationship: string): boolean {
  const outside = /\bTargetMode=["']External["']/i.test(relationship);
  return outside ? /\/hyperlink["']/i.test(relationship) && !/\bTarget=["'](file:|[a-z]:\\|\\\\)/i.test(relationship) : true;
}

const value = `("[^"]*"|'[^']*')`;
const people = new RegExp(`(\\s(?:\\w+:)?(?:author|initials|userId|providerId|userName|lastEditedBy))=${value}`, 'g');
const names = new RegExp(`(<(?:\\w+:)?(?:cmAuthor|author|person|userInfo)\\b[^>]*?\\s(?:name|displayName))=${value}`, 'g');
const paths = new RegExp(`(<(?:\\w+:)?absPath\\b[^>]*?\\surl)=${value}`, 'g');

/**
 * A part without the names of those who commented on it, changed it or last had it open: attributes of Word (`w:author`,
 * `w:initials`), PowerPoint (`cmAuthor`, `p188:author`) and Excel (`<author>`, `person`, `fileSharing`, `absPath`), and
 * elements of OpenDocument (`dc:creator`, `meta:creator-initials`, printers).
 */
export const withoutNames = (xml: string): string =>
  xml
    .replace(people, '$1="-"')
    .replace(names, '$1="-"')
    .replace(paths, '$1=""')
    .replace(/(<(?:\w+:)?author>)[^<]*(<)/g, '$1-$2')
    .replace(/(<(?:dc:creator|meta:creator-initials|meta:initial-creator|text:sender-[a-z-]+)(?:\s[^>]*)?>)[^<]*(<)/g, '$1$2')
    .replace(/(config:name="(?:PrinterName|PrinterSetup|CurrentDatabaseDataSource)"[^>]*>)[^<]*(<)/g, '$1$2');
