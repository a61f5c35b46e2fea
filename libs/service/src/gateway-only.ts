import { type RequestStatement, STATEMENT_HEADER } from '@cairn/access';
import type { RightsInForce } from '@cairn/subgraph';
import { type CanActivate, type ExecutionContext, Inject, Injectable, UnauthorizedException } from '@nestjs/common';
import type { Request } from 'express';
import { type Platform, PLATFORM, RIGHTS, SERVICE } from './platform.js';

const statements = new WeakMap<Request, RequestStatement>();

/** Guards a REST route that only the gateway may call, and finds the caller's rights in force; streams are signed without their body. */
@Injectable()
export class GatewayOnly implements CanActivate {
  constructor(
    @Inject(PLATFORM) private readonly platform: Platform,
    @Inject(RIGHTS) private readonly rights: RightsInForce,
    @Inject(SERVICE) private readonly service: string,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<Request>();
    const [path = ''] = request.originalUrl.split('?');
    const statement = this.platform.statements.check(request.header(STATEMENT_HEADER), { service: this.service, method: request.method, path, body: null });
    if (!statement) throw new UnauthorizedException('Ask the gateway.');
    statements.set(request, { ...statement, principal: await this.rights.of(statement.principal, request.method !== 'GET') });
    return true;
  }
}

/** Who is asking, on a route behind GatewayOnly. */
export function statementOf(request: Request): RequestStatement {
  const statement = statements.get(request);
  if (!statement) throw new UnauthorizedException('Ask the gateway.');
  return statement;
}
