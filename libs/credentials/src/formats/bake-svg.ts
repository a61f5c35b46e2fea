import { XMLSerializer } from '@xmldom/xmldom';
import { looksCompact } from './compact-jws.js';
import { invalid, type Refusal } from './reading.js';
import { isCredentialElement, OPEN_BADGES_3_NAMESPACE } from './svg-credential.js';
import { readSvg } from './svg-document.js';

/**
 * The SVG image with `text` as the first child of its root (Open Badges 3.0 §5.3.2.1): a compact JWS in the attribute `verify`,
 * JSON as character data. Credentials baked in before are replaced. White space around `text` is lost and line
 * ends become line feeds, as XML has it; in JSON neither means anything.
 */
export function bakeSvg(image: string, text: string): { ok: true; image: string } | Refusal {
  if (NOT_XML.test(text))
    return invalid('TEXT_NOT_BAKEABLE', 'The credential has characters that XML cannot carry.');
  const reading = readSvg(image);
  if (!reading.ok) return reading;
  const { document, root, elements } = reading.svg;
  for (const old of elements.filter(isCredentialElement)) old.parentNode?.removeChild(old);
  root.setAttributeNS('http://www.w3.org/2000/xmlns/', 'xmlns:openbadges', OPEN_BADGES_3_NAMESPACE);
  const element = document.createElementNS(OPEN_BADGES_3_NAMESPACE, 'openbadges:credential');
  const credential = text.trim();
  if (looksCompact(credential)) element.setAttribute('verify', credential);
  else for (const part of characterData(credential)) element.appendChild(document.createCDATASection(part));
  root.insertBefore(element, root.firstChild);
  return { ok: true, image: new XMLSerializer().serializeToString(document) };
}

/** XML 1.0 §2.2: what no document may hold, not even escaped. */
const NOT_XML = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/u;

/** Parts none of which holds `]]>`, the end of a CDATA section. */
function characterData(text: string): string[] {
  return text.split(/(?<=\]\])(?=>)/);
}
