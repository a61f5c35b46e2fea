import sharp from 'sharp';
import { FileNotAccepted } from './not-accepted.js';

/** Pixels that an image of a definition or page has at most. */
export const imagePixelsMax = 4_000_000;
const secondsMax = 10;

/**
 * The image drawn anew: its first page, turned as its camera meant it, without metadata and without anything that was hidden
 * behind it. JPEG stays JPEG, all else becomes PNG. Throws FileNotAccepted when it is damaged or has too many pixels.
 */
export async function cleanImage(bytes: Buffer, pixelsMax = imagePixelsMax): Promise<{ bytes: Buffer; mediaType: 'image/png' | 'image/jpeg' }> {
  try {
    const image = sharp(bytes, { limitInputPixels: pixelsMax, failOn: 'error', pages: 1 }).timeout({ seconds: secondsMax });
    const { format } = await image.metadata();
    const turned = image.autoOrient();
    if (format === 'jpeg') return { bytes: await turned.jpeg({ quality: 90 }).toBuffer(), mediaType: 'image/jpeg' };
    return { bytes: await turned.png().toBuffer(), mediaType: 'image/png' };
  } catch (error) {
    throw new FileNotAccepted(`The image is damaged, or has more than ${pixelsMax / 1e6} million pixels.`, { cause: error });
  }
}
