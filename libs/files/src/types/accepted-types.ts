/** What a file is, as far as it decides how it is looked into. */
export type Family = 'IMAGE' | 'PDF' | 'OFFICE' | 'OPEN_DOCUMENT' | 'TEXT';

/** A kind of file that is accepted somewhere. */
export interface FileType {
  readonly family: Family;
  /** The name's end under which it is served. */
  readonly extension: string;
  /** Other ends of a name that mean the same. */
  readonly also: readonly string[];
  readonly mediaType: string;
}

const type = (family: Family, extension: string, mediaType: string, ...also: string[]): FileType => ({ family, extension, also, mediaType });

const office = 'application/vnd.openxmlformats-officedocument';
const openDocument = 'application/vnd.oasis.opendocument';

export const png = type('IMAGE', 'png', 'image/png');
export const jpeg = type('IMAGE', 'jpg', 'image/jpeg', 'jpeg');
export const webp = type('IMAGE', 'webp', 'image/webp');
export const pdf = type('PDF', 'pdf', 'application/pdf');
export const docx = type('OFFICE', 'docx', `${office}.wordprocessingml.document`);
export const xlsx = type('OFFICE', 'xlsx', `${office}.spreadsheetml.sheet`);
export const pptx = type('OFFICE', 'pptx', `${office}.presentationml.presentation`);
export const odt = type('OPEN_DOCUMENT', 'odt', `${openDocument}.text`);
export const ods = type('OPEN_DOCUMENT', 'ods', `${openDocument}.spreadsheet`);
export const odp = type('OPEN_DOCUMENT', 'odp', `${openDocument}.presentation`);
const texts = [type('TEXT', 'txt', 'text/plain'), type('TEXT', 'md', 'text/markdown'), type('TEXT', 'csv', 'text/csv')];

/** Images that browsers show. SVG is none of them: it is a program as much as a picture. */
export const imageTypes: readonly FileType[] = [png, jpeg, webp];

/** What people hand in as evidence. Formats with macros, archives and web pages are left out on purpose. */
export const evidenceTypes: readonly FileType[] = [pdf, docx, xlsx, pptx, odt, ods, odp, ...imageTypes, ...texts];

/** The type that a file name claims, by its end; undefined when it is none of these. */
export function typeOfName(name: string, types: readonly FileType[]): FileType | undefined {
  const [, end = ''] = /\.([a-z0-9]{1,8})$/i.exec(name.trim()) ?? [];
  return types.find(({ extension, also }) => [extension, ...also].includes(end.toLowerCase()));
}

/** What clients say that do not know, or that nobody told (curl's own is that of a form). */
const saysNothing = new Set(['', 'application/octet-stream', 'application/x-www-form-urlencoded']);

/** Whether a stated media type is one that the type goes by, or says nothing. */
export function isCalled({ family, mediaType }: FileType, stated: string | null | undefined): boolean {
  const [said = ''] = stated?.toLowerCase().split(';') ?? [];
  const name = said.trim();
  return saysNothing.has(name) || name === mediaType || (family === 'TEXT' && /^(text\/(plain|markdown|csv)|application\/vnd\.ms-excel)$/.test(name));
}
