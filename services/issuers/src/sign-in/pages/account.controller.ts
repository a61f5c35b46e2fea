import { GatewayOnly, RestFaults, type Platform, PLATFORM } from '@cairn/service';
import { Controller, Get, Inject, Post, Query, Req, Res, UseFilters, UseGuards } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Accounts } from '../account/accounts.service.js';
import { clientAddress } from './client-address.js';
import { FormGuard } from './form-guard.service.js';
import { pageHeaders } from './page-headers.js';
import { confirmedPage, confirmPage, errorPage, registerPage, sentPage } from './plain-pages.js';

/** Pages on which a person makes an account and proves the e-mail address. */
@Controller('oidc')
@UseFilters(RestFaults)
@UseGuards(GatewayOnly)
export class AccountController {
  private readonly path: string;

  constructor(
    private readonly accounts: Accounts,
    private readonly guard: FormGuard,
    @Inject(PLATFORM) { publicUrl }: Platform,
  ) {
    this.path = new URL(`${publicUrl}/oidc`).pathname;
  }

  @Get('register')
  showRegister(@Req() request: Request, @Res() response: Response): void {
    send(response, 200, registerPage(`${this.path}/register`, this.guard.token(request, response), {}));
  }

  @Post('register')
  async register(@Req() request: Request, @Res() response: Response): Promise<void> {
    const fields = await this.guard.fields(request, response);
    if (!fields) return foreign(response);
    const { email = '', name = '', password = '' } = fields;
    const made = await this.accounts.register({ email, name, password }, clientAddress(request));
    if (made.ok) return send(response, 200, sentPage(made.value.email));
    const wrong = made.refusals.map(({ message }) => message);
    const status = made.refusals.some(({ code }) => code === 'THROTTLED') ? 429 : 422;
    send(response, status, registerPage(`${this.path}/register`, this.guard.token(request, response), { email, name, wrong }));
  }

  /** The link in the mail. A program that looks at links in mails confirms nothing: only the button does. */
  @Get('confirm')
  showConfirm(@Query('token') link: unknown, @Req() request: Request, @Res() response: Response): void {
    send(response, 200, confirmPage(`${this.path}/confirm`, typeof link === 'string' ? link : '', this.guard.token(request, response)));
  }

  @Post('confirm')
  async confirm(@Req() request: Request, @Res() response: Response): Promise<void> {
    const fields = await this.guard.fields(request, response);
    if (!fields) return foreign(response);
    const good = await this.accounts.confirm(fields.link ?? '');
    send(response, good ? 200 : 410, confirmedPage(good));
  }
}

export function send(response: Response, status: number, page: string, formAction?: readonly string[]): void {
  response.status(status).set(pageHeaders(formAction)).type('html').send(page);
}

/** A form that was not sent from our page in this browser. */
export const foreign = (response: Response): void => send(response, 403, errorPage('FORM_FOREIGN', 'This form was not sent from its page. Go back and try again.'));
