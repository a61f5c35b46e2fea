import { randomBytes } from 'node:crypto';
import { GatewayOnly, type Problem, RestFaults, sendProblem, statementOf } from '@cairn/service';
import { All, Controller, Req, Res, type Type, UseFilters, UseGuards } from '@nestjs/common';
import { Server, Upload } from '@tus/server';
import type { Request, Response } from 'express';
import { ownerOf, StagedFiles } from './staged-files.js';

const unknown: Problem = { status: 401, code: 'UNAUTHENTICATED', detail: 'Sign in, or send an API key as `Authorization: Bearer <key>`.' };
const absent: Problem = { status: 404, code: 'NOT_FOUND', detail: 'There is no such upload.' };

/**
 * `/files/<service>`: resumable uploads of single files (tus 1.0), and a plain POST with the file as its body. An upload
 * belongs to the tenant or the person who began it; to others it does not exist. What it is, is looked into when it is used.
 */
export function filesController(service: string, bytesMax: number): Type {
  const tooLarge: Problem = { status: 413, code: 'UPLOAD_TOO_LARGE', detail: `A file has at most ${bytesMax / 1024 / 1024} MiB here.` };

  @Controller(`files/${service}`)
  @UseFilters(RestFaults)
  @UseGuards(GatewayOnly)
  class FilesController {
    private readonly tus: Server;

    constructor(private readonly staged: StagedFiles) {
      this.tus = new Server({
        path: `/files/${service}`,
        datastore: staged.files,
        maxSize: bytesMax,
        relativeLocation: true,
        disableTerminationForFinishedUploads: true,
        namingFunction: () => randomBytes(16).toString('hex'),
        onUploadCreate: async (request, upload) => ({
          // The name of the file is said in the mutation; kept here it would be personal data beside everything else.
          metadata: { filetype: upload.metadata?.filetype ?? null, owner: ownerOf(statementOf(nodeRequest(request)).principal) },
        }),
      });
    }

    @All([''])
    async create(@Req() request: Request, @Res() response: Response): Promise<void> {
      const owner = ownerOf(statementOf(request).principal);
      if (owner === null) return refuse(request, response, unknown);
      if (request.method === 'POST' && stated(request) > bytesMax) return refuse(request, response, tooLarge);
      if (request.method !== 'POST' || request.header('tus-resumable')) await this.tus.handle(request, response);
      else await this.takeWhole(request, response, owner);
    }

    @All(':id')
    async resume(@Req() request: Request, @Res() response: Response): Promise<void> {
      const owner = ownerOf(statementOf(request).principal);
      if (request.method === 'GET' || owner === null || (await this.staged.ownerOf(String(request.params.id))) !== owner) {
        return refuse(request, response, absent);
      }
      if (stated(request) > bytesMax) return refuse(request, response, tooLarge);
      await this.tus.handle(request, response);
    }

    /** A plain POST: the file is the body, and its length is stated. */
    private async takeWhole(request: Request, response: Response, owner: string): Promise<void> {
      const length = request.header('content-length');
      if (length === undefined) {
        return refuse(request, response, { status: 411, code: 'LENGTH_REQUIRED', detail: 'State the length of the file as Content-Length, or upload it by tus 1.0.' });
      }
      const id = randomBytes(16).toString('hex');
      const metadata = { owner, filetype: request.header('content-type') ?? null };
      await this.staged.files.create(new Upload({ id, size: Number(length), offset: 0, metadata }));
      await this.staged.files.write(request, id, 0);
      response.status(201).location(`/files/${service}/${id}`).end();
    }
  }
  return FilesController;
}

/** Bytes that the request says are coming. */
const stated = (request: Request): number => Math.max(Number(request.header('upload-length') ?? 0), Number(request.header('content-length') ?? 0));

/** What is under way is read and dropped, so that the client gets to read the answer. */
function refuse(request: Request, response: Response, problem: Problem): void {
  request.resume();
  sendProblem(response, problem);
}

const nodeRequest = (request: { runtime?: { node?: { req: unknown } } }): Request => request.runtime?.node?.req as Request;
