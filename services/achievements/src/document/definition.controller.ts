import { RestFaults } from '@cairn/service';
import { GraphContext } from '@cairn/subgraph';
import { Controller, Get, Param, Req, Res, UseFilters } from '@nestjs/common';
import type { Request, Response } from 'express';
import { DescribedReader } from '../clarity/described.reader.js';
import { DocumentService, type Form } from './document.service.js';
import { missingPage } from './missing-page.js';
import { renderings } from './rendering.js';

const forms: readonly Form[] = ['PAGE', 'CTDL', 'EUROPEAN_ELEMENTS', 'PRINT'];

/** `/a/acv_…`: a published definition, for people and for machines; with `.pdf`, `.jsonld` or `.json` in that form, whatever is accepted. */
@Controller('a')
@UseFilters(RestFaults)
export class DefinitionController {
  constructor(
    private readonly reader: DescribedReader,
    private readonly documents: DocumentService,
  ) {}

  @Get(':name')
  async show(@Param('name') name: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    response.vary('Accept').vary('Accept-Language');
    const [, id = '', extension = ''] = /^([^.]+)(\.\w+)?$/.exec(name) ?? [];
    const form = extension === '' ? accepted(request) : forms.find((one) => renderings[one].extension === extension);
    if (!form && extension === '') return void response.status(406).type('text/plain').send(`Ask for one of ${forms.map((one) => renderings[one].mediaType).join(', ')}.`);
    const described = form && (await this.reader.byId(GraphContext.ofEverybody(), id));
    if (!form || !described || described.version.state === 'DRAFT') return void response.status(404).type('text/html').send(missingPage());
    const content = await this.documents.render(form, described, request.acceptsLanguages().filter((language) => language !== '*').slice(0, 10));
    response.setHeader('Cache-Control', 'public, max-age=60');
    response.setHeader('Content-Type', form === 'PAGE' ? 'text/html; charset=utf-8' : renderings[form].mediaType);
    response.send(Buffer.from(content));
  }
}

const accepted = (request: Request): Form | undefined => {
  const mediaType = request.accepts(forms.map((one) => renderings[one].mediaType));
  return forms.find((one) => renderings[one].mediaType === mediaType);
};
