import { pipeline } from 'node:stream/promises';
import { OBJECT_STORE, type ObjectStore } from '@cairn/files';
import { RestFaults, sendProblem } from '@cairn/service';
import { Controller, Get, Inject, Param, Res, UseFilters } from '@nestjs/common';
import type { Response } from 'express';
import { imageNamed, imageSpace } from './image-path.js';

/** `/images/<sha256>.png` or `.jpg`: an image of a definition. Its address says what is in it, so it never changes. */
@Controller('images')
@UseFilters(RestFaults)
export class ImageController {
  constructor(@Inject(OBJECT_STORE) private readonly objects: ObjectStore) {}

  @Get(':name')
  async show(@Param('name') name: string, @Res() response: Response): Promise<void> {
    const image = imageNamed(name);
    const bytes = image && (await this.objects.get({ space: imageSpace, digest: image.digest }));
    if (!image || !bytes) return sendProblem(response, { status: 404, code: 'NOT_FOUND', detail: 'There is no such image.' });
    response.set({
      'content-type': image.mediaType,
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
    });
    await pipeline(bytes, response);
  }
}
