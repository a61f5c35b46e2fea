import { accepted, type Decision, type Principal, refusal, refused } from '@cairn/access';
import { addressOf, asGiven, FileIntake, imageBytesMax, imagePixelsMax, imageTypes, OBJECT_STORE, type ObjectStore, StagedFiles } from '@cairn/files';
import { type Platform, PLATFORM } from '@cairn/service';
import { Inject, Injectable } from '@nestjs/common';
import type { VersionTextGiven } from '../achievement-version/version-text.js';
import type { AchievementVersionInput } from '../schema.types.js';
import { imagePath, imageSpace } from './image-path.js';

const rule = { types: imageTypes, bytesMax: imageBytesMax, pixelsMax: imagePixelsMax };
const field = ['version', 'imageUploadId'];

/** Takes the image of a version from an upload: looks into it, draws it anew and keeps it where anybody may read it. */
@Injectable()
export class VersionImageService {
  constructor(
    private readonly staged: StagedFiles,
    private readonly intake: FileIntake,
    @Inject(OBJECT_STORE) private readonly objects: ObjectStore,
    @Inject(PLATFORM) private readonly platform: Platform,
  ) {}

  /** The text with the address of its image. Nothing is written to the database, so it is done before a transaction. */
  async given(principal: Principal, { imageUploadId, ...input }: AchievementVersionInput): Promise<Decision<VersionTextGiven>> {
    if (imageUploadId === null || imageUploadId === undefined) return accepted(input);
    if (input.imageUrl !== null && input.imageUrl !== undefined) {
      return refused(refusal('INVALID_VALUE', 'The image is an upload or an address, not both.', ...field));
    }
    const upload = await this.staged.of(principal, imageUploadId, ...field);
    if (!upload.ok) return upload;
    const image = await this.intake.take(asGiven(upload.value, nameOf(upload.value.mediaType)), rule, ...field);
    if (!image.ok) return image;
    const address = addressOf(imageSpace, image.value.bytes);
    await this.objects.put(address, image.value.bytes);
    return accepted({ ...input, keptImageUrl: `${this.platform.publicUrl}${imagePath(address.digest, image.value.extension)}` });
  }
}

/** The upload has no name; what it is stated to be says what it has to be. */
const nameOf = (mediaType: string | null): string =>
  `image.${imageTypes.find((type) => type.mediaType === mediaType?.split(';')[0]?.trim().toLowerCase())?.extension ?? ''}`;
