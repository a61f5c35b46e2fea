import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { OpaqueTokens } from '@cairn/access';
import { note } from '@cairn/audit';
import { bulkOperationRequested } from '@cairn/events';
import { encodePosition } from '@cairn/messaging';
import { asUuid, Database } from '@cairn/postgres';
import { RestFaults } from '@cairn/service';
import { publicId } from '@cairn/subgraph';
import { Controller, Get, NotFoundException, Param, Req, Res, UseFilters } from '@nestjs/common';
import type { Request, Response } from 'express';
import { type BulkFormat, type BulkOperation, objectsOf } from './bulk-operation.js';
import { BulkResults, fileName } from './bulk-results.service.js';
import { restAsked } from './rest-asked.js';

const mediaTypes: Readonly<Record<BulkFormat, string>> = {
  JSONL: 'application/x-ndjson; charset=utf-8',
  CSV: 'text/csv; charset=utf-8',
  PARQUET: 'application/vnd.apache.parquet',
};

/** `GET /bulk/<token>/result.<format>`, from a byte on if asked to (RFC 9110, section 14), and `…/manifest.json`, for whoever was given the address. */
@Controller('bulk')
@UseFilters(RestFaults)
export class BulkResultsController {
  constructor(
    private readonly database: Database,
    private readonly results: BulkResults,
    private readonly tokens: OpaqueTokens,
  ) {}

  @Get(':token/:file')
  async result(@Param('token') token: string, @Param('file') file: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const operation = await this.results.behind(token);
    const isManifest = file === 'manifest.json' && operation?.state === 'FINISHED';
    if (!operation || (!isManifest && file !== fileName(operation.format))) {
      throw new NotFoundException('There is no such result, or its address is older than an hour. Ask for the operation again.');
    }
    response.set({ 'cache-control': 'private, no-store', 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
    if (isManifest) return void response.json(this.manifestOf(operation));
    const read = { tenant: asUuid(operation.tenant), action: 'read.bulk-result', subject: asUuid(operation.id), subjectKind: 'BULK_OPERATION' };
    await this.database.write({ tenant: operation.tenant }, (tx) => note(tx, read));
    const { bytes, sha256 } = operation;
    const rest = restAsked(request.headers, { bytes, sha256 });
    if (rest === 'OUTSIDE') return void response.status(416).set('content-range', `bytes */${bytes}`).end();
    response.set({
      'content-type': mediaTypes[operation.format],
      'content-length': String(bytes - rest),
      'content-disposition': `attachment; filename="${file}"`,
      ...(sha256 === null ? {} : { etag: `"${sha256}"`, 'accept-ranges': 'bytes' }),
    });
    if (rest > 0) response.status(206).set('content-range', `bytes ${rest}-${bytes - 1}/${bytes}`);
    await pipeline(Readable.from(this.results.bytesOf(operation, rest)), response);
  }

  private manifestOf(operation: BulkOperation) {
    const { id, format, counts, bytes, sha256, requestEvent, createdAt, completedAt } = operation;
    return {
      operation: publicId('BulkOperation', id),
      format,
      createdAt,
      completedAt,
      position: encodePosition(this.tokens, [{ topic: bulkOperationRequested.topic, event: asUuid(requestEvent) }]),
      objectCount: objectsOf(counts),
      counts,
      files: [{ name: fileName(format), bytes, sha256, objects: objectsOf(counts) }],
    };
  }
}
