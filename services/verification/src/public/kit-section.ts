import { type Html, html } from './html.js';
import { linkedInFields, linkedInUrl } from './kit/linked-in.js';
import { embedSnippet, mailSnippet, resumeLine } from './kit/snippets.js';
import type { ShownAward } from './shown-award.js';

const labels: Readonly<Record<string, string>> = {
  name: 'Name',
  organizationName: 'Issuing organisation',
  issueYear: 'Issue date: year',
  issueMonth: 'Issue date: month',
  expirationYear: 'Expiration date: year',
  expirationMonth: 'Expiration date: month',
  certUrl: 'Credential URL',
  certId: 'Credential ID',
};

/** Ways to show a public award that is in force. Each field can be copied by hand; buttons come with the script. */
export function kitSection(award: ShownAward): Html {
  const fields = linkedInFields(award);
  const filled = Object.entries(fields).filter(([, value]) => value !== null);
  return html`
<h2>Show this award</h2>
<p id="copied" role="status" class="quiet"></p>
<details><summary>Link, picture and downloads</summary>
${copyField('kit-link', 'Link to this page', award.url)}
<p><img class="qr" src="${award.url}/qr.svg" alt="QR code with the address of this page" width="160" height="160"></p>
<ul>
<li><a href="${award.url}.png" download>Badge with the credential in it (PNG)</a></li>
<li><a href="${award.url}.svg" download>Badge with the credential in it (SVG)</a></li>
<li><a href="${award.url}.pdf">Print (PDF)</a></li>
${award.validUntil !== null && html`<li><a href="${award.url}.ics">Last day of validity, for a calendar</a></li>`}
</ul>
</details>
<details><summary>LinkedIn</summary>
<p><a class="button" href="${linkedInUrl(fields)}" rel="noopener nofollow">Add to a LinkedIn profile</a></p>
<p>If the form over there stays empty, copy these fields into it.</p>
${filled.map(([name, value]) => copyField(`kit-${name}`, labels[name] ?? name, String(value)))}
</details>
<details><summary>Mail, résumé and web pages</summary>
${copyField('kit-resume', 'Line for a résumé', resumeLine(award), 3)}
${copyField('kit-mail', 'Signature of mails (HTML)', mailSnippet(award), 4)}
${copyField('kit-embed', 'Part of a web page (HTML, without script)', embedSnippet(award), 6)}
</details>`;
}

const copyField = (id: string, label: string, value: string, rows = 1): Html =>
  html`<div class="copy"><label for="${id}">${label}${
    rows > 1 ? html`<textarea id="${id}" rows="${rows}" readonly>${value}</textarea>` : html`<input id="${id}" value="${value}" readonly>`
  }</label><button type="button" data-copy="${id}" hidden>Copy<span class="name"> ${label}</span></button></div>`;
