import { RestFaults, sendProblem } from '@cairn/service';
import { Controller, Get, Param, Req, Res, UseFilters } from '@nestjs/common';
import type { Request, Response } from 'express';
import { credentialPage } from './credential-page.js';
import { erasedPage, erasedProblem } from './erased-page.js';
import { notFoundPage } from './not-found-page.js';
import { PublicCredentialService } from './public-credential.service.js';

const forms = ['text/html', 'application/vc+ld+json', 'application/ld+json', 'application/json'];

/** `/c/awd_…`: the public address of an award, for people and for wallets (Open Badges 3.0 web resource). */
@Controller()
@UseFilters(RestFaults)
export class CredentialController {
  constructor(private readonly credentials: PublicCredentialService) {}

  @Get('c/:name')
  async show(@Param('name') name: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    response.vary('Accept');
    const form = name.endsWith('.json') ? 'application/vc+ld+json' : request.accepts(forms);
    if (!form) return void response.status(406).type('text/plain').send(`Ask for one of ${forms.join(', ')}.`);
    if (form === 'text/html') {
      const shown = await this.credentials.shown(name);
      if (shown === 'erased') return void response.status(410).type('text/html').send(erasedPage());
      return void (shown ? response.type('text/html').send(credentialPage(shown)) : this.missing(response));
    }
    const document = await this.credentials.document(name);
    if (document === 'erased') return sendProblem(response, erasedProblem);
    // As bytes: what was signed is sent as it is, under the type that was asked for.
    return void (document ? response.setHeader('Content-Type', String(form)).send(Buffer.from(document)) : this.missing(response));
  }

  private missing(response: Response): void {
    response.status(404).type('text/html').send(notFoundPage());
  }
}
