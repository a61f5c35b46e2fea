import { RestFaults } from '@cairn/service';
import { Controller, Get, Param, Res, UseFilters } from '@nestjs/common';
import type { Response } from 'express';
import { issuerPage } from './issuer-page.js';
import { notFoundPage } from './not-found-page.js';
import { PublicIssuerService } from './public-issuer.service.js';

/** `/i/<slug>`: an issuer for people, and its DID document where did:web looks for it. */
@Controller('i')
@UseFilters(RestFaults)
export class IssuerController {
  constructor(private readonly issuers: PublicIssuerService) {}

  @Get(':slug/did.json')
  async didDocument(@Param('slug') slug: string, @Res() response: Response): Promise<void> {
    const document = await this.issuers.didDocument(slug);
    if (!document) return this.missing(response);
    response.setHeader('Cache-Control', 'public, max-age=60');
    response.setHeader('Content-Type', 'application/did+json');
    response.send(Buffer.from(JSON.stringify(document)));
  }

  @Get(':slug')
  async show(@Param('slug') slug: string, @Res() response: Response): Promise<void> {
    const shown = await this.issuers.shown(slug);
    if (!shown) return this.missing(response);
    response.type('text/html').send(issuerPage(shown));
  }

  private missing(response: Response): void {
    response.status(404).type('text/html').send(notFoundPage());
  }
}
