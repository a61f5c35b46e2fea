import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';
import { type Platform, PLATFORM } from '@cairn/service';
import { Inject, Injectable } from '@nestjs/common';

/**
 * Ids of review cases. Whoever reviews must not find the submission by the id of its case, nor tell by it when it was begun:
 * so it is the submission's, enciphered (one block of AES-128, which is what a UUID is).
 */
@Injectable()
export class CaseIds {
  private readonly key: Buffer;

  constructor(@Inject(PLATFORM) { keySecret }: Pick<Platform, 'keySecret'>) {
    this.key = Buffer.from(hkdfSync('sha256', keySecret, '', 'cairn review case ids', 16));
  }

  /** The bare id of the case of a submission. */
  of(submission: string): string {
    return uuid(createCipheriv('aes-128-ecb', this.key, null).setAutoPadding(false).update(bytes(submission)));
  }

  /** The bare id of the submission behind a case. Of an id that was made up it is that of nothing. */
  submission(id: string): string {
    return uuid(createDecipheriv('aes-128-ecb', this.key, null).setAutoPadding(false).update(bytes(id)));
  }
}

const bytes = (id: string): Buffer => Buffer.from(id.replaceAll('-', ''), 'hex');

const uuid = (block: Buffer): string => block.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
