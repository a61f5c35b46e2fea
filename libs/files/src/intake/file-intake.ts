import { accepted, type Decision, refusal, refused } from '@cairn/access';
import { Inject, Injectable } from '@nestjs/common';
import { cleanImage } from '../cleaning/clean-image.js';
import { cleanOffice } from '../cleaning/clean-office.js';
import { cleanPdf } from '../cleaning/clean-pdf.js';
import { FileNotAccepted } from '../cleaning/not-accepted.js';
import { SCANNER, type Scanner } from '../scanning/scanner.js';
import { type FileType, isCalled, typeOfName } from '../types/accepted-types.js';
import { isOfType } from '../types/is-of-type.js';
import { AtMost } from './at-most.js';

/** A file as it came. */
export interface GivenFile {
  readonly bytes: Buffer;
  /** What it is called; its end says what it claims to be. */
  readonly name: string;
  /** The media type that was stated, if any. */
  readonly mediaType?: string | null;
}

/** What is accepted in one place. */
export interface FileRule {
  readonly types: readonly FileType[];
  readonly bytesMax: number;
  readonly pixelsMax: number;
}

/** A file that may be kept and shown. */
export interface CleanFile {
  /** What is to be served, without metadata. */
  readonly bytes: Buffer;
  readonly mediaType: string;
  /** The end of the name under which it is to be served, without the dot. */
  readonly extension: string;
}

/** A file takes several times its size while it is looked into. */
const atOnce = 2;

/** Looks into files before anybody can ask for them: what they are, whether they are harmful, and what they say beyond what they show. */
@Injectable()
export class FileIntake {
  private readonly turns = new AtMost(atOnce);

  constructor(@Inject(SCANNER) private readonly scanner: Scanner) {}

  /** Refuses with FILE_TOO_LARGE, FILE_NOT_ACCEPTED or FILE_HARMFUL at `field`. Throws ScannerUnavailable. */
  take(file: GivenFile, rule: FileRule, ...field: string[]): Promise<Decision<CleanFile>> {
    return this.turns.run(() => this.look(file, rule, field));
  }

  private async look({ bytes, name, mediaType }: GivenFile, { types, bytesMax, pixelsMax }: FileRule, field: string[]): Promise<Decision<CleanFile>> {
    if (bytes.length > bytesMax) return refused(tooLarge(bytesMax, ...field));
    const type = typeOfName(name, types);
    const named = `Accepted are ${types.map(({ extension }) => extension).join(', ')}.`;
    if (!type) return refused(refusal('FILE_NOT_ACCEPTED', `A file of this kind is not accepted here. ${named}`, ...field));
    if (bytes.length < 4 ? type.family !== 'TEXT' || bytes.length === 0 : !(await isOfType(bytes, type))) {
      return refused(refusal('FILE_NOT_ACCEPTED', `The file is called ${type.extension} and is none. ${named}`, ...field));
    }
    if (!isCalled(type, mediaType)) return refused(refusal('FILE_NOT_ACCEPTED', 'The media type that was stated is not the one of the file.', ...field));
    if ((await this.scanner.scan(bytes)) === 'HARMFUL') return refused(refusal('FILE_HARMFUL', 'The file was found to be harmful.', ...field));
    try {
      return accepted(await cleaned(bytes, type, pixelsMax));
    } catch (error) {
      if (error instanceof FileNotAccepted) return refused(refusal('FILE_NOT_ACCEPTED', error.message, ...field));
      throw error;
    }
  }
}

export const tooLarge = (bytesMax: number, ...field: string[]) => refusal('FILE_TOO_LARGE', `A file has at most ${bytesMax / 1024 / 1024} MiB here.`, ...field);

async function cleaned(bytes: Buffer, type: FileType, pixelsMax: number): Promise<CleanFile> {
  const { mediaType, extension } = type;
  switch (type.family) {
    case 'TEXT':
      return { bytes, mediaType, extension };
    case 'PDF':
      return { bytes: await cleanPdf(bytes), mediaType, extension };
    case 'OFFICE':
    case 'OPEN_DOCUMENT':
      return { bytes: await cleanOffice(bytes, type), mediaType, extension };
    case 'IMAGE': {
      const image = await cleanImage(bytes, pixelsMax);
      return { ...image, extension: image.mediaType === 'image/jpeg' ? 'jpg' : 'png' };
    }
  }
}
