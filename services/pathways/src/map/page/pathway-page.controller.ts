import { anonymous } from '@cairn/access';
import { RestFaults } from '@cairn/service';
import { GraphContext, uuidOf } from '@cairn/subgraph';
import { Controller, Get, Param, Req, Res, UseFilters } from '@nestjs/common';
import type { Request, Response } from 'express';
import { CtdlService } from '../../exchange/ctdl.service.js';
import { PathwayLoads } from '../../pathway/pathway.loads.js';
import { type PathwayMap, MapService } from '../map.service.js';
import { missingPage, type PageFacts, pageStyleHashes, pathwayPage } from './pathway-page.js';

/** `/p/pth_…`: a public pathway for people; with `.svg` its picture, with `.md` its text, with `.jsonld` in CTDL. Nothing is loaded, run or embedded. */
@Controller('p')
@UseFilters(RestFaults)
export class PathwayPageController {
  constructor(
    private readonly loads: PathwayLoads,
    private readonly maps: MapService,
    private readonly ctdl: CtdlService,
  ) {}

  @Get(':name')
  async show(@Param('name') name: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    response.set(headers).vary('Accept-Language');
    const [, id = '', form = ''] = /^([^.]+)(?:\.(svg|md|jsonld))?$/.exec(name) ?? [];
    const found = await this.drawn(id, request);
    if (!found) return void response.status(404).set('Cache-Control', 'no-store').type('html').send(missingPage());
    if (form === 'jsonld') return void response.set('Content-Type', 'application/ld+json').send(JSON.stringify(await found.ctdl()));
    if (form === 'svg') return void response.type('image/svg+xml').send(Buffer.from(found.map.svg));
    if (form === 'md') return void response.set('Content-Type', 'text/markdown; charset=utf-8').send(Buffer.from(found.map.text));
    response.type('html').send(pathwayPage(found.map, found.facts));
  }

  /** Undefined unless anybody may see it. */
  private async drawn(id: string, request: Request): Promise<{ map: PathwayMap; facts: PageFacts; ctdl: () => Promise<object> } | undefined> {
    const uuid = uuidOf('Pathway', id);
    const context = GraphContext.ofEverybody();
    const pathway = uuid ? await this.loads.pathway(context, uuid) : null;
    const version = pathway?.currentVersionId ? await this.loads.version(context, pathway.currentVersionId) : null;
    if (!pathway || !version) return undefined;
    const languages = request.acceptsLanguages().filter((language) => language !== '*').slice(0, 10);
    const map = await this.maps.draw(context, { about: pathway.uuid, title: version.title, definition: version.bare, progress: null, languages });
    const publishedOn = version.publishedAt?.toISOString().slice(0, 10) ?? null;
    const ctdl = async () => (await this.ctdl.of(anonymous, pathway.uuid, version.title, version.bare)).document;
    return { map, ctdl, facts: { number: version.number, publishedOn, membersOnly: pathway.access === 'MEMBERS_ONLY' } };
  }
}

const headers: Readonly<Record<string, string>> = {
  'Content-Security-Policy': `default-src 'none'; style-src ${pageStyleHashes.join(' ')}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'Cache-Control': 'public, max-age=60',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Access-Control-Allow-Origin': '*',
};
