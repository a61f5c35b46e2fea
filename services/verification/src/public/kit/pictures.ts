import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { Injectable } from '@nestjs/common';
import { renderAsync } from '@resvg/resvg-js';

const require = createRequire(import.meta.url);
/** Ours alone: what a picture looks like does not depend on the machine. */
const fontFiles = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'].map((file) => require.resolve(`dejavu-fonts-ttf/ttf/${file}`));
const keptMax = 100;

/** SVG pictures as PNG. One takes some 100 ms on a thread of its own; the last hundred are kept, by what they show. */
@Injectable()
export class Pictures {
  private readonly kept = new Map<string, Promise<Buffer>>();

  png(svg: string): Promise<Buffer> {
    const key = createHash('sha256').update(svg).digest('base64');
    const known = this.kept.get(key);
    if (known) return known;
    const made = renderAsync(svg, { font: { fontFiles, loadSystemFonts: false, defaultFontFamily: 'DejaVu Sans' } }).then((image) => Buffer.from(image.asPng()));
    this.kept.set(key, made);
    made.catch(() => this.kept.delete(key));
    const [oldest] = this.kept.keys();
    if (this.kept.size > keptMax && oldest !== undefined) this.kept.delete(oldest);
    return made;
  }
}
