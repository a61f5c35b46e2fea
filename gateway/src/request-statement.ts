import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Principal, RequestStatement } from '@cairn/access';
import type { Deadlines } from './deadlines.js';
import { Refused } from './refused.js';

const awaitMsDefault = 1_000;
const awaitMsMax = 1_500;
const positionLengthMax = 65_536;

/** Requests of this process are numbered: to be told apart is all they have to be, and randomness for each one costs. */
const here = randomBytes(9).toString('base64url');
let numbered = 0;

/** The caller's `x-request-id` when it is fit for a log, else a new id. */
export function requestIdOf(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && /^[\w.:-]{1,64}$/.test(given) ? given : `${here}-${(numbered += 1)}`;
}

/** What subgraphs are told of a request: who asks, until when, and which writes the answer has to show. */
export function statementFor(request: IncomingMessage, principal: Principal, requestId: string, deadlines: Deadlines): RequestStatement {
  const position = request.headers['cairn-await-position'];
  if (typeof position === 'string' && position.length > positionLengthMax) {
    throw new Refused(400, 'BAD_USER_INPUT', '`cairn-await-position` is not a position of this registry.');
  }
  return {
    principal,
    requestId,
    deadline: deadlines.ofOperation(),
    awaitPosition: typeof position === 'string' && position !== '' ? position : null,
    awaitMs: awaitMsOf(request.headers['cairn-await-timeout-ms']),
    contract: null,
    operation: null,
  };
}

function awaitMsOf(header: string | string[] | undefined): number {
  if (header === undefined) return awaitMsDefault;
  const asked = Number(header);
  if (!Number.isInteger(asked) || asked < 0) {
    throw new Refused(400, 'BAD_USER_INPUT', '`cairn-await-timeout-ms` is a number of milliseconds, at most 1,500.');
  }
  return Math.min(asked, awaitMsMax);
}
