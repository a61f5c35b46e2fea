/** What an award can be sent as. */
export type AwardForm = 'PAGE' | 'LD' | 'VC_JWT' | 'JWS' | 'PNG' | 'SVG' | 'PDF' | 'CALENDAR' | 'PREVIEW' | 'OEMBED' | 'QR';

/** Media types that are negotiated, best first, and the form each stands for. */
const negotiated: readonly (readonly [string, AwardForm])[] = [
  ['text/html', 'PAGE'],
  ['application/vc+ld+json', 'LD'],
  ['application/ld+json', 'LD'],
  ['application/json', 'LD'],
  ['application/vc+jwt', 'VC_JWT'],
  ['text/plain', 'JWS'],
  ['image/png', 'PNG'],
  ['image/svg+xml', 'SVG'],
  ['application/pdf', 'PDF'],
];

/** Ends of an address, for people and for tools that cannot say what they accept. */
const suffixes: Readonly<Record<string, readonly [string, AwardForm]>> = {
  '.json': ['application/vc+ld+json', 'LD'],
  '.jwt': ['application/vc+jwt', 'VC_JWT'],
  '.jws': ['text/plain', 'JWS'],
  '.png': ['image/png', 'PNG'],
  '.svg': ['image/svg+xml', 'SVG'],
  '.pdf': ['application/pdf', 'PDF'],
  '.ics': ['text/calendar', 'CALENDAR'],
  '/preview.png': ['image/png', 'PREVIEW'],
  '/oembed.json': ['application/json', 'OEMBED'],
  '/qr.svg': ['image/svg+xml', 'QR'],
};

export const offeredTypes: readonly string[] = negotiated.map(([type]) => type);

export interface AskedForm {
  /** What names the award: `awd_…`, or anything that names none. */
  readonly name: string;
  /** Undefined: nothing of what is accepted is offered. */
  readonly form: AwardForm | undefined;
  readonly mediaType: string;
}

/**
 * @param path what follows `/c/`, without the query
 * @param best picks the best of the offered types, as the request accepts them; false when none
 */
export function askedForm(path: string, best: (types: readonly string[]) => string | false): AskedForm {
  const [, name = '', suffix = ''] = /^([^./]*)(.*)$/s.exec(path) ?? [];
  if (suffix === '') {
    const mediaType = best(offeredTypes);
    return { name, form: negotiated.find(([type]) => type === mediaType)?.[1], mediaType: mediaType || '' };
  }
  const found = Object.hasOwn(suffixes, suffix) ? suffixes[suffix] : undefined;
  // An end that means nothing names nothing.
  return found ? { name, form: found[1], mediaType: found[0] } : { name: '', form: 'PAGE', mediaType: 'text/html' };
}
