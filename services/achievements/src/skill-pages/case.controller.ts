import { isUuid } from '@cairn/postgres';
import { type Platform, PLATFORM, RestFaults } from '@cairn/service';
import { Controller, Get, Inject, Param, Query, Req, Res, UseFilters } from '@nestjs/common';
import type { Request, Response } from 'express';
import { caseDocumentOf, caseItemOf, caseOf } from '../skill-format/case-writer.js';
import { type PublicFramework, PublicSkills } from './public-skills.service.js';

const pageMax = 100;

/** `/ims/case/v1p1`: the REST provider of CASE 1.1 (1EdTech) for frameworks that are adopted or deprecated. */
@Controller('ims/case/v1p1')
@UseFilters(RestFaults)
export class CaseController {
  constructor(
    private readonly skills: PublicSkills,
    @Inject(PLATFORM) private readonly platform: Platform,
  ) {}

  /** getAllCFDocuments. Goes on by the address in the header `Link`, as the specification has it; there is no offset. */
  @Get('CFDocuments')
  async documents(@Query('limit') limit: unknown, @Query('after') after: unknown, @Res() response: Response): Promise<void> {
    const size = limit === undefined ? pageMax : Number(limit);
    const start = after === undefined ? null : String(after);
    if (!Number.isInteger(size) || size < 1 || (start !== null && !isUuid(start))) return refuse(response, 400, 'invalid_selection_field', '`limit` is 1 or more; `after` comes from the header Link.');
    const rows = await this.skills.page(start, Math.min(size, pageMax) + 1);
    const shown = rows.slice(0, Math.min(size, pageMax));
    const last = shown.at(-1);
    if (last && rows.length > shown.length) response.setHeader('Link', `<${this.platform.publicUrl}/ims/case/v1p1/CFDocuments?limit=${size}&after=${last.id}>; rel="next"`);
    response.json({ CFDocuments: shown.map((framework) => withoutDefinitions(this.documentOf(framework))) });
  }

  /** getCFDocument. */
  @Get('CFDocuments/:id')
  async document(@Param('id') id: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const framework = await this.skills.framework(id);
    if (!framework) return missing(response);
    if (!isFresh(framework, request, response)) response.json(withoutDefinitions(this.documentOf(framework)));
  }

  /** getCFPackage: the whole framework. */
  @Get('CFPackages/:id')
  async package(@Param('id') id: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const framework = await this.skills.framework(id);
    if (!framework) return missing(response);
    if (isFresh(framework, request, response)) return;
    const whole = await this.skills.text(id);
    if (!whole) return missing(response);
    response.json(caseOf(whole.text, this.defaultsOf(whole)));
  }

  /** getCFItem. */
  @Get('CFItems/:id')
  async item(@Param('id') id: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const found = await this.skills.skill(id);
    if (!found) return missing(response);
    const { framework, skill } = found;
    if (!isFresh(framework, request, response)) response.json(caseItemOf(framework.document, skill, this.defaultsOf(framework)));
  }

  private documentOf(framework: PublicFramework) {
    return caseDocumentOf(framework.document, this.defaultsOf(framework));
  }

  private defaultsOf({ changedAt }: PublicFramework) {
    return { publicUrl: this.platform.publicUrl, changedAt };
  }
}

const withoutDefinitions = ({ CFDefinitions: _definitions, ...document }: Readonly<Record<string, unknown>>) => document;

function isFresh({ tag }: PublicFramework, request: Request, response: Response): boolean {
  response.setHeader('Cache-Control', 'public, max-age=60');
  response.setHeader('ETag', tag);
  if (request.fresh) response.status(304).end();
  return request.fresh;
}

const missing = (response: Response): void => refuse(response, 404, 'unknownobject', 'There is no such record, or its framework is not adopted.');

/** CASE 1.1, imsx_StatusInfo. */
function refuse(response: Response, status: number, minor: string, words: string): void {
  response.status(status).json({
    imsx_codeMajor: 'failure',
    imsx_severity: 'error',
    imsx_description: words,
    imsx_codeMinor: { imsx_codeMinorField: [{ imsx_codeMinorFieldName: 'TargetEndSystem', imsx_codeMinorFieldValue: minor }] },
  });
}
