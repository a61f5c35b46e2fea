import { actingFor, anonymous, OpaqueTokens } from '@cairn/access';
import { CLOCK, type Platform, PLATFORM, RestFaults } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Controller, Get, Inject, Post, Req, Res, UseFilters } from '@nestjs/common';
import express, { type Request, type RequestHandler, type Response } from 'express';
import { type Answered, faulty } from './oauth-fault.js';
import { WalletCredentials } from './wallet-credential.service.js';
import { authorisationMetadata, issuerMetadata } from './wallet-metadata.js';
import { newNonce } from './wallet-nonce.js';
import { WalletTokens } from './wallet-token.service.js';

const readForm = express.urlencoded({ extended: false, limit: '16kb', parameterLimit: 20 });
const readJson = express.json({ limit: '64kb' });
const nobody = { principal: anonymous, requestId: null };

/**
 * The endpoints of OID4VCI 1.0 for wallets. Metadata is where the final text has it, behind `/.well-known/`, and where drafts
 * had it, below the issuer's path. Refusals have the protocol's own shape.
 */
@Controller()
@UseFilters(RestFaults)
export class WalletController {
  constructor(
    private readonly codes: WalletTokens,
    private readonly credentials: WalletCredentials,
    private readonly tokens: OpaqueTokens,
    @Inject(PLATFORM) private readonly platform: Platform,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get(['.well-known/openid-credential-issuer/wallet', 'wallet/.well-known/openid-credential-issuer'])
  issuer(@Res() response: Response): void {
    send(response, 200, issuerMetadata(this.platform.publicUrl), 'public, max-age=300');
  }

  @Get(['.well-known/oauth-authorization-server/wallet', 'wallet/.well-known/oauth-authorization-server'])
  authorisation(@Res() response: Response): void {
    send(response, 200, authorisationMetadata(this.platform.publicUrl), 'public, max-age=300');
  }

  @Post('wallet/token')
  async token(@Req() request: Request, @Res() response: Response): Promise<void> {
    const body = await bodyOf(readForm, request, response);
    answer(response, body === undefined ? unreadable() : await actingFor(nobody, () => this.codes.token(textsOf(body))));
  }

  @Post('wallet/nonce')
  nonce(@Res() response: Response): void {
    send(response, 200, { c_nonce: newNonce(this.tokens, this.clock.now()) });
  }

  @Post('wallet/credential')
  async credential(@Req() request: Request, @Res() response: Response): Promise<void> {
    const [, bearer = ''] = /^Bearer +([\w-]+)$/i.exec(request.header('authorization') ?? '') ?? [];
    const body = await bodyOf(readJson, request, response);
    answer(response, body === undefined ? unreadable() : await actingFor(nobody, () => this.credentials.credential(bearer, body)));
  }
}

const unreadable = () => faulty('invalid_request', 'The body cannot be read.');

function answer(response: Response, answered: Answered<object>): void {
  if (answered.ok) return send(response, 200, answered.value);
  const { status, ...fault } = answered.fault;
  if (status === 401) response.setHeader('WWW-Authenticate', `Bearer error="${fault.error}"`);
  send(response, status, fault);
}

function send(response: Response, status: number, body: object, caching = 'no-store'): void {
  response.status(status).setHeader('Cache-Control', caching).json(body);
}

/** Undefined when it is none of the kind, or too large. */
function bodyOf(read: RequestHandler, request: Request, response: Response): Promise<unknown> {
  return new Promise((resolve) => void read(request, response, (error?: unknown) => resolve(error ? undefined : (request.body as unknown))));
}

const textsOf = (body: unknown): Record<string, string> =>
  Object.fromEntries(Object.entries((body ?? {}) as Record<string, unknown>).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
