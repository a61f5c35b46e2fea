import { randomBytes } from 'node:crypto';
import type { Principal } from '@cairn/access';
import { GatewayOnly, type Problem, RestFaults, sendProblem, statementOf } from '@cairn/service';
import { All, Controller, Req, Res, type Type, UseFilters, UseGuards } from '@nestjs/common';
import { Server, Upload } from '@tus/server';
import type { Request, Response } from 'express';
import { ImportJobs } from '../jobs/import-jobs.js';
import { uploadBytesMax } from '../settings.js';
import { UploadFolder } from './upload-folder.js';

const tooLarge = `An upload has at most ${uploadBytesMax / 1024 / 1024} MiB. Cut the file and import its parts.`;

const noImports = 'You may import nothing, so there is nothing to upload.';

/**
 * `/uploads/<service>`: resumable uploads (tus 1.0), and a plain POST with the file as its body. An upload belongs to the
 * tenant that began it; to others it does not exist.
 */
export function uploadsController(service: string): Type {
  @Controller(`uploads/${service}`)
  @UseFilters(RestFaults)
  @UseGuards(GatewayOnly)
  class UploadsController {
    private readonly tus: Server;

    constructor(
      private readonly uploads: UploadFolder,
      private readonly jobs: ImportJobs,
    ) {
      this.tus = new Server({
        path: `/uploads/${service}`,
        datastore: uploads.files,
        maxSize: uploadBytesMax,
        relativeLocation: true,
        disableTerminationForFinishedUploads: true,
        namingFunction: () => randomBytes(16).toString('hex'),
        onUploadCreate: async (request, upload) => {
          const { principal } = statementOf(nodeRequest(request));
          return { metadata: { ...upload.metadata, tenant: principal.tenant, client: principal.actor } };
        },
      });
    }

    @All([''])
    async create(@Req() request: Request, @Res() response: Response): Promise<void> {
      const { principal } = statementOf(request);
      if (principal.tenant === null) return sendProblem(response, { status: 401, code: 'UNAUTHENTICATED', detail: 'Send an API key as `Authorization: Bearer <key>`.' });
      if (!this.jobs.isWelcome(principal)) return refuse(request, response, { status: 403, code: 'GRANT_MISSING', detail: noImports });
      const length = Math.max(Number(request.header('upload-length') ?? 0), Number(request.header('content-length') ?? 0));
      if (request.method === 'POST' && length > uploadBytesMax) {
        return refuse(request, response, { status: 413, code: 'UPLOAD_TOO_LARGE', detail: tooLarge });
      }
      if (request.method !== 'POST' || request.header('tus-resumable')) await this.tus.handle(request, response);
      else await this.takeWhole(request, response, principal);
    }

    /** A plain POST: the file is the body, and its length is stated. */
    private async takeWhole(request: Request, response: Response, { tenant, actor }: Principal): Promise<void> {
      const length = request.header('content-length');
      if (length === undefined) {
        return sendProblem(response, { status: 411, code: 'LENGTH_REQUIRED', detail: 'State the length of the file as Content-Length, or upload it by tus 1.0.' });
      }
      const id = randomBytes(16).toString('hex');
      await this.uploads.files.create(new Upload({ id, size: Number(length), offset: 0, metadata: { tenant, client: actor } }));
      await this.uploads.files.write(request, id, 0);
      response.status(201).location(`/uploads/${service}/${id}`).end();
    }

    @All(':id')
    async resume(@Req() request: Request, @Res() response: Response): Promise<void> {
      const { principal } = statementOf(request);
      const { tenant } = principal;
      const owner = await this.uploads.tenantOf(String(request.params.id));
      if (request.method === 'GET' || tenant === null || owner !== tenant) {
        return sendProblem(response, { status: 404, code: 'NOT_FOUND', detail: 'There is no such upload.' });
      }
      if (!this.jobs.isWelcome(principal)) return refuse(request, response, { status: 403, code: 'GRANT_MISSING', detail: noImports });
      if (Number(request.header('upload-length') ?? 0) > uploadBytesMax) {
        return refuse(request, response, { status: 413, code: 'UPLOAD_TOO_LARGE', detail: tooLarge });
      }
      await this.tus.handle(request, response);
    }
  }
  return UploadsController;
}

/** What is under way is read and dropped, so that the client gets to read the answer. */
function refuse(request: Request, response: Response, problem: Problem): void {
  request.resume();
  sendProblem(response, problem);
}

const nodeRequest = (request: { runtime?: { node?: { req: unknown } } }): Request => request.runtime?.node?.req as Request;
