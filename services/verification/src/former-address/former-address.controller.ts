import { RestFaults } from '@cairn/service';
import { Controller, Get, Param, Req, Res, UseFilters } from '@nestjs/common';
import type { Request, Response } from 'express';
import { formerAddressOf } from './former-address.js';
import { FormerAddresses } from './former-address.service.js';
import { revokedAssertion } from './former-answer.js';

/** `/former/<tenant>/<host>/<path>?<query>`: what `https://<host>/<path>?<query>` answered before the tenant came here. */
@Controller('former')
@UseFilters(RestFaults)
export class FormerAddressController {
  constructor(private readonly addresses: FormerAddresses) {}

  @Get(':tenant/*rest')
  async show(@Param('tenant') tenant: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    // As it was written, since a host may tell `%2F` from a slash.
    const url = `https://${request.originalUrl.slice(`/former/${tenant}/`.length)}`;
    const address = formerAddressOf(url);
    const found = address && (await this.addresses.answer(tenant, address));
    response.setHeader('Cache-Control', 'public, max-age=60');
    response.setHeader('Content-Type', 'application/ld+json');
    if (!address || !found) return void response.status(404).send(message('Nothing of this address was brought here.'));
    const { answer, page } = found;
    if (page !== null) response.setHeader('Link', `<${page}>; rel="alternate"; type="text/html"`);
    if (answer.outcome === 'AS_IT_WAS') return void response.send(Buffer.from(answer.body));
    if (answer.outcome === 'WITHHELD') return void response.status(404).send(message('The award is suspended; ask again later.'));
    response.status(410).send(answer.revoked ? Buffer.from(JSON.stringify(revokedAssertion(url))) : message('What was here is gone.'));
  }
}

const message = (text: string): Buffer => Buffer.from(JSON.stringify({ message: text }));
