import { INPUT_BYTES_MAX } from '@cairn/credentials';
import { actingFor } from '@cairn/access';
import { GatewayOnly, type Platform, PLATFORM, statementOf } from '@cairn/service';
import { All, Controller, Get, Inject, Param, Post, Put, Req, Res, UseFilters, UseGuards } from '@nestjs/common';
import type { Request, Response } from 'express';
import { VERIFICATION_SETTINGS, type VerificationSettings } from '../config.js';
import { BackpackView } from '../backpack/backpack-view.service.js';
import { ImportService } from '../backpack/import.service.js';
import { receive } from '../backpack/received.js';
import { BadgeCallers, needed, ownerOf } from './badge-caller.service.js';
import { BadgeFaults } from './badge-faults.filter.js';
import { BadgeProfiles } from './badge-profiles.service.js';
import { CredentialList } from './credential-list.service.js';
import { linksOf, readPage } from './paging.js';
import { readBody } from './request-body.reader.js';
import { serviceDescription } from './service-description.js';
import { BadgeFault } from './status-info.js';

const profileBytesMax = 64 * 1024;

/** `/<tenant>/ims/ob/v3p0/…`: Open Badges 3.0, section 6, as a host. */
@Controller(':place/ims/ob/v3p0')
@UseFilters(BadgeFaults)
@UseGuards(GatewayOnly)
export class OpenBadgesController {
  constructor(
    private readonly callers: BadgeCallers,
    private readonly list: CredentialList,
    private readonly imports: ImportService,
    private readonly view: BackpackView,
    private readonly profiles: BadgeProfiles,
    @Inject(PLATFORM) private readonly platform: Platform,
    @Inject(VERIFICATION_SETTINGS) private readonly settings: VerificationSettings,
  ) {}

  @Get('discovery')
  async discovery(@Param('place') place: string, @Res() response: Response): Promise<void> {
    const { name } = await this.callers.placeOf(place);
    const { publicUrl } = this.platform;
    const { termsUrl = publicUrl, privacyUrl = publicUrl } = this.settings;
    response.set('cache-control', 'public, max-age=300').json(serviceDescription({ publicUrl, base: this.base(place), name, termsUrl, privacyUrl }));
  }

  @Get('credentials')
  async credentials(@Param('place') place: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const page = readPage(request.query);
    const { owner } = await this.callers.of(request, place, needed.read);
    const { body, total } = owner ? await this.list.page(owner, page) : { body: '{"credential":[],"compactJwsString":[]}', total: 0 };
    response.set({ 'x-total-count': String(total), link: linksOf(`${this.base(place)}/credentials`, page, total), 'cache-control': 'no-store' });
    response.type('application/json').send(body);
  }

  @Post('credentials')
  async upsert(@Param('place') place: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const caller = await this.callers.of(request, place, needed.upsert);
    const { type, bytes } = await readBody(request, ['application/json', 'text/plain'], INPUT_BYTES_MAX);
    const received = receive(bytes, null, 'credential');
    if (!received.ok || (type === 'text/plain') !== (received.value.read.compact !== undefined)) {
      throw new BadgeFault(400, 'invalid_data', received.ok ? 'Send a compact JWS as text/plain, and JSON as application/json.' : said(received.refusals));
    }
    const taken = await actingFor(statementOf(request), () =>
      this.imports.take(caller.principal, ownerOf(caller), received.value, { recipient: null, allow: ['VALID', 'INVALID', 'UNKNOWN'] }),
    );
    if (!taken.ok) throw new BadgeFault(taken.refusals.some(({ code }) => code === 'SUBJECT_MISMATCH') ? 403 : 400, 'invalid_data', said(taken.refusals));
    const { credential, change } = taken.value;
    const [original] = await this.view.originals([credential]);
    response.status(change === 'ADDED' ? 201 : 200).set('cache-control', 'no-store');
    response.type(original?.read.compact === undefined ? 'application/json' : 'text/plain').send(original?.bytes.toString() ?? bytes.toString());
  }

  @Get('profile')
  async profile(@Param('place') place: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    response.set('cache-control', 'no-store').json(await this.profiles.of(await this.callers.of(request, place, needed.readProfile)));
  }

  @Put('profile')
  async putProfile(@Param('place') place: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const caller = await this.callers.of(request, place, needed.updateProfile);
    const { bytes } = await readBody(request, ['application/json'], profileBytesMax);
    const profile = await actingFor(statementOf(request), () => this.profiles.put(caller, parsed(bytes)));
    response.set('cache-control', 'no-store').json(profile);
  }

  @All(['discovery', 'credentials', 'profile'])
  otherMethod(): never {
    throw new BadgeFault(405, 'not_allowed', 'This method is not for this address.');
  }

  @All('*rest')
  nothing(): never {
    throw new BadgeFault(404, 'not_found', 'There is nothing at this address.');
  }

  private base(place: string): string {
    return `${this.platform.publicUrl}/${place}/ims/ob/v3p0`;
  }
}

const said = (refusals: readonly { readonly message: string }[]): string => refusals.map(({ message }) => message).join(' ');

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString()) as unknown;
  } catch {
    throw new BadgeFault(400, 'invalid_data', 'This is no JSON.');
  }
}
