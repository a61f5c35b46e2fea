import { RestFaults, sendProblem } from '@cairn/service';
import { Controller, Get, Param, Query, Req, Res, UseFilters } from '@nestjs/common';
import type { Request, Response } from 'express';
import { classOfAgent } from '../pull/caller-class.js';
import { VerificationCounter } from '../pull/verification-counter.service.js';
import { type AskedForm, askedForm, offeredTypes } from './award-form.js';
import { AwardForms } from './award-forms.service.js';
import { AwardOpening, type OpenedAward } from './award-opening.service.js';
import { BrowserScript } from './browser-script.service.js';
import { credentialPage } from './credential-page.js';
import { erasedPage, erasedProblem } from './erased-page.js';
import { notFoundPage } from './not-found-page.js';
import { PublicCredentialService } from './public-credential.service.js';
import { pagePolicy } from './public-headers.middleware.js';

/** `/c/awd_…`: the address of an award, for people and for wallets (Open Badges 3.0 web resource), in every form that there is. */
@Controller('c')
@UseFilters(RestFaults)
export class CredentialController {
  constructor(
    private readonly opening: AwardOpening,
    private readonly credentials: PublicCredentialService,
    private readonly forms: AwardForms,
    private readonly script: BrowserScript,
    private readonly counter: VerificationCounter,
  ) {}

  @Get(':name')
  whole(@Param('name') name: string, @Query('share') share: unknown, @Req() request: Request, @Res() response: Response): Promise<void> {
    return this.send(name, share, request, response);
  }

  @Get(':name/:part')
  part(@Param('name') name: string, @Param('part') part: string, @Query('share') share: unknown, @Req() request: Request, @Res() response: Response): Promise<void> {
    return this.send(`${name}/${part}`, share, request, response);
  }

  private async send(path: string, share: unknown, request: Request, response: Response): Promise<void> {
    response.vary('Accept');
    const asked = askedForm(path, (types) => request.accepts([...types]));
    const { name, form } = asked;
    if (!form) return void response.status(406).type('text/plain').send(`Ask for one of ${offeredTypes.join(', ')}.`);
    const opened = await this.opening.open(name, typeof share === 'string' ? share : undefined);
    if (!opened) return missing(response);
    if (opened === 'erased') return erased(response, asked);
    this.counter.seen(opened.credential, classOfAgent(request.headers['user-agent']));
    // What is shown by a link is not found by search engines, and not kept on the way.
    if (!opened.isPublic) response.set({ 'X-Robots-Tag': 'noindex, nofollow', 'Cache-Control': 'private, no-store' });
    if (form === 'PAGE') return this.page(opened, response);
    const content = await this.forms.of(opened, form);
    if (content === undefined) return missing(response);
    if (opened.isPublic && !('LD JWS VC_JWT'.includes(form))) response.setHeader('Cache-Control', 'public, max-age=60');
    // As bytes: what was signed is sent as it is, under the type that was asked for.
    response.setHeader('Content-Type', asked.mediaType);
    response.send(Buffer.from(content));
  }

  private async page(opened: OpenedAward, response: Response): Promise<void> {
    const shown = await this.credentials.page(opened);
    if (!shown) return missing(response);
    const { award, check, addresses } = shown;
    const script = await this.script.get();
    response.setHeader('Content-Security-Policy', pagePolicy(script?.address));
    response.type('text/html').send(credentialPage(award, check, { isPublic: opened.isPublic, addresses, script }));
  }
}

function missing(response: Response): void {
  response.removeHeader('Cache-Control');
  response.removeHeader('X-Robots-Tag');
  response.status(404).type('text/html').send(notFoundPage());
}

function erased(response: Response, { form }: AskedForm): void {
  if (form === 'PAGE') return void response.status(410).type('text/html').send(erasedPage());
  sendProblem(response, erasedProblem);
}
