import { readFile, stat } from 'node:fs/promises';
import { accepted, type Decision, type Principal, refused } from '@cairn/access';
import { ImportJobs, UploadFolder } from '@cairn/bulk';
import { type ExchangeFormat, type Imported, importPathways, unpack } from '@cairn/exchange';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { importRefused } from './bound-import.js';

export interface DocumentAsked {
  readonly format: ExchangeFormat;
  readonly document?: string | null;
  readonly uploadId?: string | null;
}

const textMax = 1_000_000;
const uploadBytesMax = 8 * 1024 * 1024;

/** Reads documents of other systems, from the request or from an upload of the caller's tenant. */
@Injectable()
export class ImportDocuments implements OnModuleInit {
  constructor(
    private readonly uploads: UploadFolder,
    private readonly imports: ImportJobs,
  ) {}

  onModuleInit(): void {
    this.imports.welcome('DESIGN');
  }

  async read({ tenant }: Principal, { format, document, uploadId }: DocumentAsked): Promise<Decision<Imported>> {
    const isText = typeof document === 'string';
    if (isText === (typeof uploadId === 'string')) return refused(importRefused('A document is given either as a text or as an upload.', 'document'));
    if (isText) {
      if (document.length > textMax) return refused(importRefused(`A text has at most ${textMax} characters; upload what is longer.`, 'document'));
      return accepted(importPathways(document, format));
    }
    const id = uploadId ?? '';
    if (tenant === null || !(await this.uploads.isFinished(tenant, id))) return refused(importRefused('No finished upload of the tenant has this id.', 'uploadId'));
    const path = this.uploads.pathOf(id);
    if ((await stat(path)).size > uploadBytesMax) return refused(importRefused(`A document has at most ${uploadBytesMax} bytes.`, 'uploadId'));
    const [unpacked, ...more] = unpack('upload', await readFile(path));
    if (!unpacked || more.length > 0) return refused(importRefused('An upload holds one document; unpack an archive of several.', 'uploadId'));
    return accepted(unpacked.ok ? importPathways(unpacked.text, format) : unpacked);
  }
}
