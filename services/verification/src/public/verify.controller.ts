import { RestFaults } from '@cairn/service';
import { Controller, Get, Param, Req, Res, UseFilters } from '@nestjs/common';
import type { Request, Response } from 'express';
import { BrowserScript } from './browser-script.service.js';
import { notFoundPage } from './not-found-page.js';
import { pagePolicy } from './public-headers.middleware.js';
import { verifyPage } from './verify-page.js';

/** `/verify`: where anyone has a credential checked in his own browser, and the script that does it. */
@Controller('verify')
@UseFilters(RestFaults)
export class VerifyPageController {
  constructor(private readonly script: BrowserScript) {}

  @Get()
  async show(@Res() response: Response): Promise<void> {
    const script = await this.script.get();
    response.setHeader('Content-Security-Policy', pagePolicy(script?.address));
    response.type('text/html').send(verifyPage(script));
  }

  @Get(':name')
  async code(@Param('name') name: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const script = await this.script.get();
    if (script?.name !== name) return void response.status(404).type('text/html').send(notFoundPage());
    response.set({ 'Content-Type': 'text/javascript; charset=utf-8', 'Cache-Control': 'public, max-age=31536000, immutable' });
    response.vary('Accept-Encoding');
    const isPacked = request.acceptsEncodings('gzip') === 'gzip';
    if (isPacked) response.setHeader('Content-Encoding', 'gzip');
    response.send(isPacked ? script.packed : script.code);
  }
}
