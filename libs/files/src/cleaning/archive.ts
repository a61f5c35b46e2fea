import { buffer } from 'node:stream/consumers';
import { type Entry, fromBufferPromise, type ZipFile as ZipReader } from 'yauzl';
import { ZipFile as ZipWriter } from 'yazl';
import { FileNotAccepted } from './not-accepted.js';

const entriesMax = 5_000;
const bytesMax = 128 * 1024 * 1024;
/** Beyond this size, what an archive grows by is looked at: text shrinks to a tenth, a bomb to a thousandth. */
const unsuspectedBytes = 8 * 1024 * 1024;
const growthMax = 60;

const fault = 'The document is damaged, or holds more than a document of this kind does.';

/** What becomes of an entry: other bytes, `KEEP` as it is, or `DROP`. */
export type Change = 'KEEP' | 'DROP' | ((bytes: Buffer) => Buffer | Promise<Buffer>);

/** An archive whose size was judged by its directory before anything in it was opened. */
export class Archive {
  private constructor(
    private readonly zip: ZipReader,
    private readonly entries: ReadonlyMap<string, Entry>,
  ) {}

  /** Throws FileNotAccepted for what is damaged, encrypted, ambiguous or would grow too large. */
  static async open(bytes: Buffer): Promise<Archive> {
    const zip = await fromBufferPromise(bytes, { lazyEntries: true, validateEntrySizes: true }).catch(notAccepted);
    if (zip.entryCount > entriesMax) throw new FileNotAccepted(fault);
    const entries = new Map<string, Entry>();
    let total = 0;
    try {
      for await (const entry of zip.eachEntry()) {
        total += entry.uncompressedSize;
        if (entry.isEncrypted() || !entry.canDecodeFileData() || entries.has(entry.fileName) || total > bytesMax) throw new FileNotAccepted(fault);
        entries.set(entry.fileName, entry);
      }
    } catch (error) {
      throw notAccepted(error as Error);
    }
    if (total > unsuspectedBytes && total > bytes.length * growthMax) throw new FileNotAccepted(fault);
    return new Archive(zip, entries);
  }

  get names(): string[] {
    return [...this.entries.keys()];
  }

  /** The bytes of an entry, or undefined when there is none of that name. */
  async read(name: string): Promise<Buffer | undefined> {
    const entry = this.entries.get(name);
    return entry && this.bytesOf(entry);
  }

  /** The archive written anew, with nothing but its entries; the same input gives the same bytes. */
  async rewritten(changeOf: (name: string) => Change): Promise<Buffer> {
    const out = new ZipWriter();
    const written = buffer(out.outputStream);
    for (const [name, entry] of this.entries) {
      const change = name.endsWith('/') ? 'DROP' : changeOf(name);
      if (change === 'DROP') continue;
      const bytes = await this.bytesOf(entry);
      // An OpenDocument's first entry has to be readable without unpacking.
      out.addBuffer(change === 'KEEP' ? bytes : await change(bytes), name, { compress: name !== 'mimetype', mtime: epoch, forceDosTimestamp: true, mode: 0o100644 });
    }
    out.end();
    return written;
  }

  private async bytesOf(entry: Entry): Promise<Buffer> {
    try {
      return await buffer(await this.zip.openReadStreamPromise(entry));
    } catch (error) {
      throw notAccepted(error as Error);
    }
  }
}

/** The first day that an archive can name. */
const epoch = new Date('1980-01-01T12:00:00Z');

function notAccepted(error: Error): never {
  throw error instanceof FileNotAccepted ? error : new FileNotAccepted(fault, { cause: error });
}
