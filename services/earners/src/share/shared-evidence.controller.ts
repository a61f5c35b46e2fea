import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { Html, html, RestFaults } from '@cairn/service';
import { uuidOf } from '@cairn/subgraph';
import { Controller, Get, NotFoundException, Param, Res, UseFilters } from '@nestjs/common';
import type { Response } from 'express';
import { SharedEvidenceService } from './shared-evidence.service.js';

const style = `
body{font:1rem/1.5 system-ui,sans-serif;max-width:36rem;margin:0 auto;padding:1.5rem;color:#1b1f24;background:#fff}
h1{line-height:1.2;font-size:1.75rem;overflow-wrap:anywhere}a{color:#0b57a4;overflow-wrap:anywhere}a:focus-visible{outline:3px solid;outline-offset:2px}
@media (prefers-color-scheme:dark){body{color:#e8eaed;background:#15181c}a{color:#8ab8ff}}
`;
const styleHash = createHash('sha256').update(style).digest('base64');

/** Nothing is run or kept, search engines pass by, and nobody else learns the address, which is the secret. */
const headers = {
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox allow-popups allow-popups-to-escape-sandbox`,
  'Cache-Control': 'private, no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Robots-Tag': 'noindex, nofollow',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/** `/shared/<secret>/evidence/<evd_…>`: one piece of evidence, for whoever has the link that shows it. */
@Controller('shared')
@UseFilters(RestFaults)
export class SharedEvidenceController {
  constructor(private readonly shared: SharedEvidenceService) {}

  @Get(':secret/evidence/:id')
  async show(@Param('secret') secret: string, @Param('id') id: string, @Res() response: Response): Promise<void> {
    const uuid = uuidOf('Evidence', id);
    const shown = uuid && (await this.shared.of(secret, uuid));
    response.set(headers);
    if (!shown) throw new NotFoundException('There is nothing to be seen at this address.');
    if (shown.kind === 'LINK') return void response.type('html').send(linkPage(shown.name, shown.url));
    // Always as a download, and never as anything that a browser would run.
    response.attachment(shown.name);
    response.set({ 'Content-Type': shown.mediaType, 'Content-Length': String(shown.bytes) });
    await pipeline(shown.content, response);
  }
}

/** The address is shown, not followed: whoever comes here sees first where it leads. */
const linkPage = (name: string | null, url: string): string =>
  html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>Evidence elsewhere</title><style>${new Html(style)}</style></head>
<body><main><h1>${name ?? 'Evidence elsewhere'}</h1><p>The earner names this address as evidence. It is not kept by this registry, and nobody here has checked what is there now.</p><p>${
    /^https?:\/\//i.test(url) ? html`<a href="${url}" rel="noopener noreferrer nofollow">${url}</a>` : url
  }</p></main></body>
</html>
`.text;
