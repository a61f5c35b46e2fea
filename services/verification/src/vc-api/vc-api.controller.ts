import { deriveSelective, type JsonObject } from '@cairn/credentials';
import { RestFaults, sendProblem } from '@cairn/service';
import { Controller, Inject, NotFoundException, Param, Post, Req, Res, UseFilters } from '@nestjs/common';
import type { Request, Response } from 'express';
import { VERIFICATION_SETTINGS, type VerificationSettings } from '../config.js';
import { vcApiLoader } from './known-contexts.js';
import { bodyOf, objectIn, optionsIn, textIn, textsIn } from './request-body.reader.js';
import { type SuiteName, suiteNames } from './suites.js';
import { VcApiIssuing } from './vc-api-issuing.service.js';
import { VcApiRefusal } from './vc-api-refusal.js';
import { VcApiVerifying } from './vc-api-verifying.service.js';

/**
 * The W3C CCG's VC-API, by which suites of tests ask an issuer and a verifier. Off unless CAIRN_VC_API is on: whoever reaches
 * it has the test issuer sign. `/vc-api/<suite>/…` issues in a suite, without one in eddsa-rdfc-2022.
 */
@Controller('vc-api')
@UseFilters(RestFaults)
export class VcApiController {
  constructor(
    private readonly issuing: VcApiIssuing,
    private readonly verifying: VcApiVerifying,
    @Inject(VERIFICATION_SETTINGS) private readonly settings: Pick<VerificationSettings, 'vcApi'>,
  ) {}

  @Post(['credentials/issue', ':suite/credentials/issue'])
  async issue(@Param('suite') suite: string | undefined, @Req() request: Request, @Res() response: Response): Promise<void> {
    const name = this.suite(suite);
    await this.answering(request, response, 201, async (body) => {
      optionsIn(body);
      return { verifiableCredential: await this.issuing.issue(name, objectIn(body, 'credential')) };
    });
  }

  @Post(['credentials/verify', ':suite/credentials/verify'])
  async verify(@Param('suite') suite: string | undefined, @Req() request: Request, @Res() response: Response): Promise<void> {
    this.suite(suite);
    await this.answering(request, response, 200, async (body) => {
      optionsIn(body);
      return { verified: true, ...(await this.verifying.credential(objectIn(body, 'verifiableCredential'))) };
    });
  }

  /** Shortens a credential that its issuer signed for it (ecdsa-sd-2023). Needs no key. */
  @Post(['credentials/derive', ':suite/credentials/derive'])
  async derive(@Param('suite') suite: string | undefined, @Req() request: Request, @Res() response: Response): Promise<void> {
    this.suite(suite);
    await this.answering(request, response, 201, async (body) => {
      const pointers = textsIn(optionsIn(body), 'selectivePointers');
      const derived = await deriveSelective(objectIn(body, 'verifiableCredential'), pointers, vcApiLoader);
      if (!derived.ok) throw new VcApiRefusal(derived.code, `The credential cannot be shortened: ${derived.detail}.`);
      return { verifiableCredential: derived.document };
    });
  }

  @Post(['presentations/verify', ':suite/presentations/verify'])
  async present(@Param('suite') suite: string | undefined, @Req() request: Request, @Res() response: Response): Promise<void> {
    this.suite(suite);
    await this.answering(request, response, 200, async (body) => {
      const options = optionsIn(body);
      const asked = { challenge: textIn(options, 'challenge'), domain: textIn(options, 'domain') };
      return { verified: true, ...(await this.verifying.presentation(objectIn(body, 'verifiablePresentation'), asked)) };
    });
  }

  private suite(name: string = suiteNames[0]): SuiteName {
    const known = suiteNames.find((one) => one === name);
    if (!this.settings.vcApi || !known) throw new NotFoundException('There is no such route.');
    return known;
  }

  private async answering(request: Request, response: Response, status: number, work: (body: JsonObject) => Promise<object>): Promise<void> {
    try {
      response.status(status).json(await work(await bodyOf(request, response)));
    } catch (error) {
      if (!(error instanceof VcApiRefusal)) throw error;
      sendProblem(response, { status: 400, code: error.code, detail: error.message });
    }
  }
}
