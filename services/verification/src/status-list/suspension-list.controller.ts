import { isUuid } from '@cairn/postgres';
import { RestFaults, sendProblem } from '@cairn/service';
import { Controller, Get, Param, Req, Res, UseFilters } from '@nestjs/common';
import type { Request, Response } from 'express';
import { ServedLists } from './served-list.service.js';

/** `/status/<list>/suspension`: who of a status list is suspended, for documents that name both. */
@Controller('status')
@UseFilters(RestFaults)
export class SuspensionListController {
  constructor(private readonly lists: ServedLists) {}

  @Get(':list/suspension')
  async show(@Param('list') list: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const served = isUuid(list) ? await this.lists.find(list, 'suspension') : undefined;
    if (!served) return sendProblem(response, { status: 404, code: 'NOT_FOUND', detail: 'There is no such status list.' });
    response.setHeader('Cache-Control', 'public, max-age=30');
    response.setHeader('ETag', served.etag);
    response.setHeader('Content-Type', 'application/vc+ld+json');
    if (request.fresh) return void response.status(304).end();
    response.send(Buffer.from(served.document));
  }
}
