import { RestFaults } from '@cairn/service';
import { Controller, Get, Param, Req, Res, UseFilters } from '@nestjs/common';
import type { Request, Response } from 'express';
import { notFoundPage } from '../public/not-found-page.js';
import { endorsementInName } from './endorsement-address.js';
import { endorsementPage } from './endorsement-page.js';
import { PublicEndorsements } from './public-endorsement.service.js';

const forms = ['text/html', 'application/vc+ld+json', 'application/ld+json', 'application/json'];

/** `/e/end_…`: the public address of an endorsement that was accepted, for people and for programs. */
@Controller('e')
@UseFilters(RestFaults)
export class EndorsementController {
  constructor(private readonly endorsements: PublicEndorsements) {}

  @Get(':name')
  async show(@Param('name') name: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    response.vary('Accept');
    const form = name.endsWith('.json') ? 'application/vc+ld+json' : request.accepts(forms);
    if (!form) return void response.status(406).type('text/plain').send(`Ask for one of ${forms.join(', ')}.`);
    const id = endorsementInName(name);
    const found = id === undefined ? undefined : await this.endorsements.find(id);
    if (!found) return void response.status(404).type('text/html').send(notFoundPage());
    if (form === 'text/html') return void response.type('text/html').send(endorsementPage(found.shown));
    // As bytes: what was signed is sent as it is, under the type that was asked for.
    response.setHeader('Content-Type', String(form)).send(Buffer.from(found.document));
  }
}
