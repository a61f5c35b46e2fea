import { RestFaults, sendProblem } from '@cairn/service';
import { Controller, Get, Param, Req, Res, UseFilters } from '@nestjs/common';
import type { Request, Response } from 'express';
import { competencyOf, ctdlAsnOf } from '../skill-format/ctdl-asn-writer.js';
import { PublicSkills } from './public-skills.service.js';

/** `/skills`: frameworks that are adopted or deprecated, and each of their skills, as CTDL-ASN in JSON-LD. */
@Controller('skills')
@UseFilters(RestFaults)
export class CtdlAsnController {
  constructor(private readonly skills: PublicSkills) {}

  @Get('frameworks/:id')
  async framework(@Param('id') id: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const framework = await this.skills.framework(id);
    if (!framework) return missing(response);
    if (isFresh(framework.tag, request, response)) return;
    const whole = await this.skills.text(id);
    if (whole) send(response, ctdlAsnOf(whole.text));
    else missing(response);
  }

  @Get(':id')
  async skill(@Param('id') id: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const found = await this.skills.skill(id);
    if (!found) return missing(response);
    const { framework, skill, associations } = found;
    if (!isFresh(framework.tag, request, response)) send(response, competencyOf(framework.document, skill, associations));
  }
}

function isFresh(tag: string, request: Request, response: Response): boolean {
  response.setHeader('Cache-Control', 'public, max-age=60');
  response.setHeader('ETag', tag);
  if (request.fresh) response.status(304).end();
  return request.fresh;
}

const send = (response: Response, document: object): void => {
  response.setHeader('Content-Type', 'application/ld+json');
  response.send(Buffer.from(JSON.stringify(document)));
};

const missing = (response: Response): void => sendProblem(response, { status: 404, code: 'NOT_FOUND', detail: 'There is no such framework or skill, or it is not adopted.' });
