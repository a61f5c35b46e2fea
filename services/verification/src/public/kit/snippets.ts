import { html } from '@cairn/service';
import type { ShownAward } from '../shown-award.js';
import { dayWords, stateWords, validityWords } from './state-words.js';

/** One line for a résumé. */
export const resumeLine = ({ title, issuer, awardedOn, validUntil, state, number, url }: ShownAward): string =>
  `${title}, ${issuer.name}, ${dayWords(awardedOn)}${validUntil === null ? '' : `, valid ${validityWords({ validUntil })}`}. ${stateWords(state)}. No. ${number}. ${url}`;

/** What is pasted below a mail: without script, style sheet or picture from elsewhere that would tell who reads it. */
export const mailSnippet = (award: ShownAward): string =>
  html`<p><a href="${award.url}">${award.title}</a><br>${award.issuer.name} · ${dayWords(award.awardedOn)} · valid: ${validityWords(award)} · ${stateWords(award.state)}</p>`.text;

/** What is pasted into a page of one's own: a picture and the same in words, with a link; without script. */
export const embedSnippet = (award: ShownAward): string =>
  html`<figure><a href="${award.url}"><img src="${award.url}/preview.png" width="600" height="315" alt="${award.title}, ${award.issuer.name}, ${dayWords(award.awardedOn)}"></a><figcaption><a href="${award.url}">${award.title}</a>, ${award.issuer.name}, ${dayWords(award.awardedOn)}; valid: ${validityWords(award)}; ${stateWords(award.state)}</figcaption></figure>`.text;

/** oEmbed 1.0, rich: what an embedding page asks by itself. `cache_age` in seconds. */
export const oEmbed = (award: ShownAward, publicUrl: string) => ({
  version: '1.0',
  type: 'rich',
  title: award.title,
  author_name: award.issuer.name,
  author_url: award.issuer.page,
  provider_name: new URL(publicUrl).host,
  provider_url: publicUrl,
  cache_age: 300,
  thumbnail_url: `${award.url}/preview.png`,
  thumbnail_width: 1200,
  thumbnail_height: 630,
  html: embedSnippet(award),
  width: 600,
  height: 400,
});
