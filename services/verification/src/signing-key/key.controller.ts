import { RestFaults, sendProblem } from '@cairn/service';
import { Controller, Get, Param, Res, UseFilters } from '@nestjs/common';
import type { Response } from 'express';
import { fragmentOf } from './signing-key.js';
import { SigningKeyService } from './signing-key.service.js';

/** `/i/<slug>/keys/<key>`: a public key by itself, for verifiers that fetch the `kid` of a JWT instead of resolving a DID. */
@Controller('i')
@UseFilters(RestFaults)
export class KeyController {
  constructor(private readonly keys: SigningKeyService) {}

  @Get(':slug/keys/:thumbprint')
  async show(@Param('slug') slug: string, @Param('thumbprint') thumbprint: string, @Res() response: Response): Promise<void> {
    const key = /^[a-z0-9-]{2,63}$/.test(slug) ? await this.keys.keyOfSlug(slug, (one) => fragmentOf(one) === thumbprint) : undefined;
    if (!key?.publicKeyJwk) return sendProblem(response, { status: 404, code: 'NOT_FOUND', detail: 'There is no such key.' });
    response.setHeader('Cache-Control', 'public, max-age=60');
    response.setHeader('Content-Type', 'application/jwk+json');
    response.send(Buffer.from(JSON.stringify({ ...key.publicKeyJwk, kid: fragmentOf(key), alg: key.algorithm, use: 'sig' })));
  }
}
