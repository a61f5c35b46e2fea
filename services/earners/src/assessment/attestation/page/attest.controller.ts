import { actingFor, anonymous, OpaqueTokens, tenantSecretHash } from '@cairn/access';
import { RestFaults } from '@cairn/service';
import { Controller, Get, Param, Post, Req, Res, UseFilters } from '@nestjs/common';
import express, { type Request, type Response } from 'express';
import { AttestationAnswering, type ShownToAttestor } from '../attestation-answering.service.js';
import { attestHeaders, attestMessage, attestPage } from './attest-page.js';
import { attestWords, type AttestWords } from './attest-words.js';

const purpose = 'attest form';
const read = express.urlencoded({ extended: false, limit: '32kb', parameterLimit: 10 });

/**
 * Where the link in a mail leads. A program that looks at links in mails answers nothing: only the buttons do. A form counts
 * only with the hidden token of its page and, where the browser tells, from the same site.
 */
@Controller('attest')
@UseFilters(RestFaults)
export class AttestController {
  constructor(
    private readonly answering: AttestationAnswering,
    private readonly tokens: OpaqueTokens,
  ) {}

  @Get(':token')
  async show(@Param('token') token: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const shown = await this.answering.shown(token);
    if (!shown.ok) return gone(response, shown.refusals, wordsOf(request));
    this.form(response, 200, token, shown.value);
  }

  @Post(':token')
  async answer(@Param('token') token: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const shown = await this.answering.shown(token);
    if (!shown.ok) return gone(response, shown.refusals, wordsOf(request));
    const words = attestWords(shown.value.language);
    const fields = await fieldsOf(request, response);
    if (!isSameSite(request) || this.tokens.open<string>(purpose, fields.token ?? '') !== formKey(token)) return send(response, 403, attestMessage(words, words.gone, words.foreign, 'alert'));
    const { remarks = '' } = fields;
    // A comma is how many people write decimals.
    const hours = Number((fields.hours ?? '').trim().replace(',', '.'));
    const confirms = fields.answer === 'confirm';
    const asked = { principal: anonymous, requestId: null };
    const answered = await actingFor(asked, () => (confirms ? this.answering.attest(token, { hours, remarks }) : this.answering.decline(token, remarks)));
    if (answered.ok) return send(response, 200, attestMessage(words, words.thanks, confirms ? words.confirmed : words.declined, 'status'));
    if (answered.refusals.some(({ code }) => code !== 'INVALID_VALUE')) return gone(response, answered.refusals, words);
    this.form(response, 422, token, shown.value, { hours: fields.hours ?? '', remarks, wrong: [words.hoursWrong] });
  }

  private form(response: Response, status: number, token: string, shown: ShownToAttestor, typed: { hours: string; remarks: string; wrong: readonly string[] } | null = null): void {
    const { hours, remarks, wrong } = typed ?? { hours: String(shown.attestation.hours), remarks: '', wrong: [] };
    send(response, status, attestPage(attestWords(shown.language), shown, { token: this.tokens.seal(purpose, formKey(token)), hours, remarks, wrong }));
  }
}

const formKey = (token: string): string => tenantSecretHash(token).toString('base64url');

const isSameSite = (request: Request): boolean => ['same-origin', undefined].includes(request.header('sec-fetch-site'));

async function fieldsOf(request: Request, response: Response): Promise<Readonly<Record<string, string>>> {
  await new Promise<void>((resolve, reject) => read(request, response, (error?: unknown) => (error ? reject(error as Error) : resolve())));
  const body = (request.body ?? {}) as Record<string, unknown>;
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, typeof value === 'string' ? value.replaceAll('\r\n', '\n') : '']));
}

const wordsOf = (request: Request): AttestWords => attestWords(request.acceptsLanguages('en', 'de', 'fr', 'es', 'pt') || 'en');

function gone(response: Response, refusals: readonly { readonly code: string }[], words: AttestWords): void {
  const status = refusals.some(({ code }) => code === 'NOT_FOUND') ? 404 : 410;
  send(response, status, attestMessage(words, words.gone, words.goneText, 'alert'));
}

const send = (response: Response, status: number, page: string): void => void response.status(status).set(attestHeaders).type('html').send(page);
