import { randomBytes } from 'node:crypto';
import { OpaqueTokens } from '@cairn/access';
import { type Platform, PLATFORM } from '@cairn/service';
import { Inject, Injectable } from '@nestjs/common';
import express, { type Request, type Response } from 'express';

const cookieName = 'cairn_form';
const purpose = 'sign-in form';
const read = express.urlencoded({ extended: false, limit: '16kb', parameterLimit: 20 });

/**
 * Makes sure that a form comes from a page of ours in the same browser: a hidden token fits a cookie that no other site
 * can send (SameSite=Strict), and the browser does not say that another site sent it (Fetch Metadata).
 */
@Injectable()
export class FormGuard {
  private readonly secure: boolean;
  private readonly path: string;

  constructor(
    private readonly tokens: OpaqueTokens,
    @Inject(PLATFORM) { publicUrl }: Platform,
  ) {
    const { protocol, pathname } = new URL(`${publicUrl}/oidc`);
    this.secure = protocol === 'https:';
    this.path = pathname;
  }

  /** The hidden token of a form on this page. */
  token(request: Request, response: Response): string {
    const kept = cookieOf(request) ?? randomBytes(16).toString('base64url');
    response.cookie(cookieName, kept, { httpOnly: true, sameSite: 'strict', secure: this.secure, path: this.path });
    return this.tokens.seal(purpose, kept);
  }

  /** The fields of a form; undefined when it is not from a page of ours. */
  async fields(request: Request, response: Response): Promise<Readonly<Record<string, string>> | undefined> {
    const site = request.header('sec-fetch-site');
    if (site !== undefined && site !== 'same-origin') return undefined;
    await new Promise<void>((resolve, reject) => read(request, response, (error?: unknown) => (error ? reject(error as Error) : resolve())));
    const body = (request.body ?? {}) as Record<string, unknown>;
    const fields = Object.fromEntries(Object.entries(body).map(([name, value]) => [name, typeof value === 'string' ? value : '']));
    const cookie = cookieOf(request);
    return cookie !== undefined && this.tokens.open<string>(purpose, fields.token ?? '') === cookie ? fields : undefined;
  }
}

function cookieOf(request: Request): string | undefined {
  const [, value] = /(?:^|;\s*)cairn_form=([\w-]{22})(?:;|$)/.exec(request.header('cookie') ?? '') ?? [];
  return value;
}
