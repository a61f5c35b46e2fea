import { filesModule, imageBytesMax } from '@cairn/files';
import { Module } from '@nestjs/common';
import { ImageController } from './image.controller.js';
import { VersionImageService } from './version-image.service.js';

/** Images of definitions: uploads under `/files/achievements`, and what anybody reads under `/images`. */
@Module({
  imports: [filesModule('achievements', { bytesMax: imageBytesMax })],
  controllers: [ImageController],
  providers: [VersionImageService],
  exports: [VersionImageService],
})
export class ImageModule {}
