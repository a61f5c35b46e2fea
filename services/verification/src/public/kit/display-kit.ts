import type { ShownAward } from '../shown-award.js';
import { linkedInFields, linkedInUrl } from './linked-in.js';
import { embedSnippet, mailSnippet, resumeLine } from './snippets.js';

export type KitRefusal = 'AWARD_PRIVATE' | 'AWARD_NOT_ACTIVE';

/** Why an award is not offered for display; null when it is. */
export function kitRefusal(award: Pick<ShownAward, 'state'>, isPublic: boolean): KitRefusal | null {
  if (!isPublic) return 'AWARD_PRIVATE';
  return award.state === 'ACTIVE' ? null : 'AWARD_NOT_ACTIVE';
}

/** What is offered to show an award by. Where it is refused nothing but its number is. */
export function displayKit(award: ShownAward, isPublic: boolean) {
  const refusal = kitRefusal(award, isPublic);
  const certificateNumber = award.number;
  if (refusal !== null) return { refusal, certificateNumber };
  const { url } = award;
  const fields = linkedInFields(award);
  return {
    refusal,
    certificateNumber,
    pageUrl: url,
    linkedInUrl: linkedInUrl(fields),
    linkedInFields: fields,
    previewImageUrl: `${url}/preview.png`,
    badgePngUrl: `${url}.png`,
    badgeSvgUrl: `${url}.svg`,
    documentUrl: `${url}.json`,
    jwsUrl: `${url}.jws`,
    pdfUrl: `${url}.pdf`,
    qrUrl: `${url}/qr.svg`,
    oEmbedUrl: `${url}/oembed.json`,
    embedHtml: embedSnippet(award),
    mailHtml: mailSnippet(award),
    resumeLine: resumeLine(award),
    calendarUrl: award.validUntil === null ? null : `${url}.ics`,
  };
}
