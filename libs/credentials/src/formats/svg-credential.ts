import type { Element } from '@xmldom/xmldom';
import { invalid, type Refusal } from './reading.js';
import { readSvg } from './svg-document.js';

export const OPEN_BADGES_3_NAMESPACE = 'https://purl.imsglobal.org/ob/v3p0';
const OPEN_BADGES_2_NAMESPACE = 'http://openbadges.org';

/** The text baked into an SVG image: JSON, a compact JWS, or (before Open Badges 3.0) the address of the hosted assertion. */
export function unbakeSvg(text: string): { ok: true; text: string } | Refusal {
  const reading = readSvg(text);
  if (!reading.ok) return reading;
  const carriers = reading.svg.elements.filter(isCredentialElement);
  const newest = carriers.filter(({ namespaceURI }) => namespaceURI === OPEN_BADGES_3_NAMESPACE);
  const texts = (newest.length ? newest : carriers).map(textOf);
  const [first] = texts;
  if (first === undefined) return invalid('CREDENTIAL_MISSING', 'No credential is baked into the image.');
  if (texts.some((other) => other !== first)) return DIFFERENT;
  return typeof first === 'string' ? { ok: true, text: first } : first;
}

/** `openbadges:credential` of version 3.0, `openbadges:assertion` of the versions before. */
export function isCredentialElement({ namespaceURI, localName }: Element): boolean {
  return (
    (namespaceURI === OPEN_BADGES_3_NAMESPACE && localName === 'credential') ||
    (namespaceURI === OPEN_BADGES_2_NAMESPACE && (localName === 'assertion' || localName === 'credential'))
  );
}

function textOf(element: Element): string | Refusal {
  let body = '';
  for (let child = element.firstChild; child; child = child.nextSibling) {
    if (child.nodeType === child.ELEMENT_NODE)
      return invalid('SVG_MALFORMED', 'The credential in the image is markup instead of text.');
    if (child.nodeType === child.TEXT_NODE || child.nodeType === child.CDATA_SECTION_NODE)
      body += child.nodeValue ?? '';
  }
  const verify = (element.getAttribute('verify') ?? '').trim();
  if (!body.trim())
    return verify || invalid('CREDENTIAL_MISSING', 'The place for a credential in the image is empty.');
  // Open Badges 2.0 repeats the address of the assertion beside it; in 3.0 both would be credentials.
  return verify && element.namespaceURI === OPEN_BADGES_3_NAMESPACE ? DIFFERENT : body.trim();
}

const DIFFERENT = invalid('CREDENTIALS_DIFFER', 'The image carries more than one credential.');
