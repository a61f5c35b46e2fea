import { RestFaults, sendProblem } from '@cairn/service';
import { Controller, Post, Req, Res, UseFilters } from '@nestjs/common';
import express, { type Request, type Response } from 'express';
import { classOfAgent } from '../pull/caller-class.js';
import { VerificationCounter } from '../pull/verification-counter.service.js';
import type { Question } from './checked.js';
import { checkedAnswer } from './checked-answer.js';
import { VerifyService } from './verify.service.js';

const bytesMax = 1_024 * 1_024;
/** A page that waits may wait longer than the graph; its visitor sees that it does. */
const patienceMs = 6_000;
const read = express.raw({ type: () => true, limit: bytesMax, inflate: false });

/**
 * `POST /verify`, for anybody: the credential as it is (JSON, compact text, a baked image), or `application/json` with one of
 * `document`, `compact` and `url`, and with `asOf` and `knownAsOf` if need be. Answers like `verifyCredential` of the graph.
 */
@Controller('verify')
@UseFilters(RestFaults)
export class VerifyController {
  constructor(
    private readonly verify: VerifyService,
    private readonly counter: VerificationCounter,
  ) {}

  @Post()
  async check(@Req() request: Request, @Res() response: Response): Promise<void> {
    const bytes = await bodyOf(request, response);
    if (bytes === undefined) return sendProblem(response, { status: 413, code: 'DOCUMENT_TOO_LARGE', detail: 'A credential has at most 1 MiB, and comes without an encoding.' });
    const asked = request.is('application/json') ? questionIn(bytes) : undefined;
    if (asked === 'INVALID') return sendProblem(response, { status: 400, code: 'BAD_USER_INPUT', detail: 'Give exactly one of `document`, `compact` and `url`, and instants as ISO 8601.' });
    const { input, url, question } = asked ?? { input: bytes, url: undefined, question: {} };
    const patient = { ...question, patienceMs };
    const checked = url === undefined ? await this.verify.document(input, patient) : await this.verify.address(url, { tenant: null }, patient);
    if (checked.credential) this.counter.seen(checked.credential, classOfAgent(request.headers['user-agent']));
    response.status(200).set('Cache-Control', 'no-store').json(checkedAnswer(checked));
  }
}

interface Asked {
  readonly input: unknown;
  readonly url: string | undefined;
  readonly question: Question;
}

/** A wrapping with a question in it; undefined for JSON that is a credential itself. */
function questionIn(bytes: Uint8Array): Asked | 'INVALID' | undefined {
  let body: unknown;
  try {
    body = JSON.parse(Buffer.from(bytes).toString());
  } catch {
    return undefined;
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body) || '@context' in body) return undefined;
  const { document, compact, url, asOf, knownAsOf } = body as Record<string, unknown>;
  const given = [document, compact, url].filter((one) => one !== undefined);
  if (given.length === 0) return undefined;
  const instants = [asOf, knownAsOf].map((one) => (one === undefined ? undefined : new Date(String(one))));
  const faulty = given.length > 1 || instants.some((one) => one && Number.isNaN(one.getTime())) || [compact, url].some((one) => one !== undefined && typeof one !== 'string');
  if (faulty) return 'INVALID';
  const question = { ...(instants[0] && { asOf: instants[0] }), ...(instants[1] && { knownAsOf: instants[1] }) };
  return { input: compact ?? document, url: typeof url === 'string' ? url : undefined, question };
}

/** Undefined when it is too large. */
async function bodyOf(request: Request, response: Response): Promise<Uint8Array | undefined> {
  try {
    await new Promise<void>((resolve, reject) => read(request, response, (error?: unknown) => (error ? reject(error as Error) : resolve())));
  } catch {
    return undefined;
  }
  return request.body instanceof Uint8Array ? request.body : new Uint8Array();
}
