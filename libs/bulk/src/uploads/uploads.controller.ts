import { randomBytes } from 'node:crypto';
import { CLOCK, GatewayOnly, statementOf } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { All, Controller, Inject, type OnApplicationBootstrap, Req, Res, type Type, UseGuards } from '@nestjs/common';
import { Server } from '@tus/server';
import type { Request, Response } from 'express';
import { uploadBytesMax } from '../settings.js';
import { sendProblem } from './problem.js';
import { UploadFolder } from './upload-folder.js';

const tooLarge = `An upload has at most ${uploadBytesMax / 1024 / 1024} MiB. Cut the file and import its parts.`;

/**
 * `/uploads/<service>`: resumable uploads (tus 1.0), and a plain POST with the file as its body. An upload belongs to the
 * tenant that began it; to others it does not exist.
 */
export function uploadsController(service: string): Type {
  @Controller(`uploads/${service}`)
  @UseGuards(GatewayOnly)
  class UploadsController implements OnApplicationBootstrap {
    private readonly tus: Server;

    constructor(
      private readonly uploads: UploadFolder,
      @Inject(CLOCK) private readonly clock: Clock,
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
          return { metadata: { ...upload.metadata, tenant: principal.tenant, client: principal.client } };
        },
      });
    }

    async onApplicationBootstrap(): Promise<void> {
      await this.uploads.sweep(this.clock.now());
    }

    @All([''])
    async create(@Req() request: Request, @Res() response: Response): Promise<void> {
      const { principal } = statementOf(request);
      if (principal.tenant === null) return sendProblem(response, 401, 'UNAUTHENTICATED', 'Send an API key as `Authorization: Bearer <key>`.');
      if (request.method === 'POST' && !request.header('tus-resumable') && !takeWholeBody(request)) {
        return sendProblem(response, 411, 'LENGTH_REQUIRED', 'State the length of the file as Content-Length, or upload it by tus 1.0.');
      }
      const length = Math.max(Number(request.header('upload-length') ?? 0), Number(request.header('content-length') ?? 0));
      if (request.method === 'POST' && length > uploadBytesMax) {
        // What is under way is read and dropped, so that the client gets to read the answer.
        request.resume();
        return sendProblem(response, 413, 'UPLOAD_TOO_LARGE', tooLarge);
      }
      await this.tus.handle(request, response);
    }

    @All(':id')
    async resume(@Req() request: Request, @Res() response: Response): Promise<void> {
      const { tenant } = statementOf(request).principal;
      const owner = await this.uploads.tenantOf(String(request.params.id));
      if (request.method === 'GET' || tenant === null || owner !== tenant) {
        return sendProblem(response, 404, 'NOT_FOUND', 'There is no such upload.');
      }
      if (Number(request.header('upload-length') ?? 0) > uploadBytesMax) {
        request.resume();
        return sendProblem(response, 413, 'UPLOAD_TOO_LARGE', tooLarge);
      }
      await this.tus.handle(request, response);
    }
  }
  return UploadsController;
}

/** Makes a POST with the file as its body a creation with upload; false when its length is not stated. */
function takeWholeBody(request: Request): boolean {
  const length = request.header('content-length');
  if (length === undefined || request.header('transfer-encoding') !== undefined) return false;
  request.headers['tus-resumable'] = '1.0.0';
  request.headers['upload-length'] = length;
  request.headers['content-type'] = 'application/offset+octet-stream';
  delete request.headers['upload-metadata'];
  return true;
}

const nodeRequest = (request: { runtime?: { node?: { req: unknown } } }): Request => request.runtime?.node?.req as Request;
