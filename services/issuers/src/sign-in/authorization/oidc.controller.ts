import { GatewayOnly, RestFaults, type Platform, PLATFORM } from '@cairn/service';
import { All, Controller, Inject, Req, Res, UseFilters, UseGuards } from '@nestjs/common';
import type { Request, Response } from 'express';
import { registrationAttemptLimits, registrationLimits } from '../attempt/attempt.js';
import { Attempts } from '../attempt/attempts.service.js';
import { clientAddress } from '../pages/client-address.js';
import { FrontEnds } from './front-ends.service.js';
import { Providers } from './providers.service.js';

const registrationBytesMax = 16_384;

/** `/oidc/…`: what OAuth and OpenID Connect lay down, answered by oidc-provider. */
@Controller('oidc')
@UseFilters(RestFaults)
@UseGuards(GatewayOnly)
export class OidcController {
  private readonly publicUrl: URL;

  constructor(
    private readonly providers: Providers,
    private readonly frontEnds: FrontEnds,
    private readonly attempts: Attempts,
    @Inject(PLATFORM) { publicUrl }: Platform,
  ) {
    this.publicUrl = new URL(`${publicUrl}/oidc`);
  }

  @All('*rest')
  async answer(@Req() request: Request, @Res() response: Response): Promise<void> {
    const { provider, registration } = await this.providers.current();
    const path = request.url.slice('/oidc'.length);
    let isRegistration = false;
    if (request.method === 'POST' && /^\/reg(\?|$)/.test(path)) {
      const registrant = await this.registrantOf(request, response);
      if (registrant === undefined) return;
      registration.remember(request, registrant);
      isRegistration = registrant === null;
      delete request.headers.authorization;
    }
    this.place(request, path);
    await provider.callback()(request, response);
    if (isRegistration && response.statusCode !== 201) await this.attempts.takeBack(registrationLimits(clientAddress(request)));
  }

  /** oidc-provider makes addresses of the request's own: they are the registry's public ones, however it was reached. */
  private place(request: Request, path: string): void {
    const { protocol, host, pathname } = this.publicUrl;
    request.url = path;
    request.originalUrl = pathname + path;
    request.headers['x-forwarded-proto'] = protocol.slice(0, -1);
    request.headers['x-forwarded-host'] = host;
  }

  /** The tenant that registers, null for a wallet; undefined when it was answered that this cannot be. */
  private async registrantOf(request: Request, response: Response): Promise<string | null | undefined> {
    const length = Number(request.header('content-length') ?? Infinity);
    if (length > registrationBytesMax) return refuse(response, 413, 'invalid_client_metadata', `Metadata has at most ${registrationBytesMax} bytes, told in content-length.`);
    const [, key] = /^Bearer +([\x21-\x7e]{1,512})$/i.exec(request.header('authorization') ?? '') ?? [];
    if (request.header('authorization') !== undefined) {
      const tenant = key ? await this.frontEnds.tenantOfAdministrator(key) : null;
      return tenant ?? refuse(response, 401, 'invalid_token', 'Send the API key of a client that may administer its tenant, or none.');
    }
    const address = clientAddress(request);
    // Both count before anything is done, so that many at once are no way around them.
    if ((await this.attempts.allows(registrationAttemptLimits(address))) && (await this.attempts.allows(registrationLimits(address)))) return null;
    return refuse(response, 429, 'temporarily_unavailable', 'There were too many registrations. Try again in an hour.');
  }
}

function refuse(response: Response, status: number, error: string, description: string): undefined {
  response.status(status).set('cache-control', 'no-store').json({ error, error_description: description });
}
