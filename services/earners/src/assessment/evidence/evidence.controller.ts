import { pipeline } from 'node:stream/promises';
import { actingOf } from '@cairn/access';
import { GatewayOnly, RestFaults, statementOf } from '@cairn/service';
import { uuidOf } from '@cairn/subgraph';
import { Controller, Get, NotFoundException, Param, Req, Res, UseFilters, UseGuards } from '@nestjs/common';
import type { Request, Response } from 'express';
import { EvidenceAddresses } from './evidence-address.js';
import { type Download, EvidenceDownload } from './evidence-download.service.js';

/** `GET /files/earners/evidence/<id>` for those who know whose it is, `GET /files/earners/artefacts/<token>` for those who must not. */
@Controller('files/earners')
@UseFilters(RestFaults)
@UseGuards(GatewayOnly)
export class EvidenceController {
  constructor(
    private readonly downloads: EvidenceDownload,
    private readonly addresses: EvidenceAddresses,
  ) {}

  @Get('evidence/:id')
  async known(@Param('id') id: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const statement = statementOf(request);
    const uuid = uuidOf('Evidence', id);
    await send(response, uuid && (await this.downloads.known(statement.principal, uuid, actingOf(statement))));
  }

  @Get('artefacts/:token')
  async blind(@Param('token') token: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const statement = statementOf(request);
    const grant = this.addresses.grantOf(token, statement.principal.actor);
    await send(response, grant && (await this.downloads.blind(grant, actingOf(statement))));
  }
}

/** Always as a download, and never as anything that a browser would run. */
async function send(response: Response, download: Download | '' | undefined): Promise<void> {
  if (!download) throw new NotFoundException('There is no such file.');
  const { name, mediaType, bytes, content } = download;
  response.attachment(name);
  response.set({
    'Content-Type': mediaType,
    'Content-Length': String(bytes),
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Cache-Control': 'private, no-store',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Resource-Policy': 'same-origin',
  });
  await pipeline(content, response);
}
