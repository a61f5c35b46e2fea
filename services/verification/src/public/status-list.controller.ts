import { RestFaults } from '@cairn/service';
import { isUuid } from '@cairn/postgres';
import { Controller, Get, Param, Req, Res, UseFilters } from '@nestjs/common';
import type { Request, Response } from 'express';
import { ServedLists } from '../status-list/served-list.service.js';
import { notFoundPage } from './not-found-page.js';

/** `/status/<list>`: a signed status list. It names nobody, so the lists of private awards are public too. */
@Controller('status')
@UseFilters(RestFaults)
export class StatusListController {
  constructor(private readonly lists: ServedLists) {}

  @Get(':list')
  async show(@Param('list') list: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const served = isUuid(list) ? await this.lists.find(list) : undefined;
    if (!served) return void response.status(404).type('text/html').send(notFoundPage());
    response.setHeader('Cache-Control', 'public, max-age=30');
    response.setHeader('ETag', served.etag);
    response.setHeader('Content-Type', 'application/vc+ld+json');
    if (request.fresh) return void response.status(304).end();
    response.send(Buffer.from(served.document));
  }
}
