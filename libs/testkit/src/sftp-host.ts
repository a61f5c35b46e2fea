import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { type FileHandle, mkdir, mkdtemp, open, readdir, rename, rm, stat, unlink } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import ssh2, { type Attributes, type AuthContext, type Connection, type SFTPWrapper } from 'ssh2';

const { STATUS_CODE, flagsToString } = ssh2.utils.sftp;

/** A host that speaks SFTP over a folder of this machine, to one user with one password or key. */
export class SftpHost {
  readonly user = 'oakmere';
  readonly password = 'drop it here';
  /** Called before each block is read, with the path as the caller has it: what happens in the middle of a file happens here. */
  onRead: (path: string) => Promise<void> = () => Promise.resolve();

  private constructor(
    /** The user's folder. */
    readonly folder: string,
    /** Private key by which the user is known as well, as OpenSSH writes it. */
    readonly userKey: string,
    private readonly hostKey: string,
    private readonly server: ssh2.Server,
  ) {}

  static async open(): Promise<SftpHost> {
    const folder = await mkdtemp(join(tmpdir(), 'cairn-sftp-'));
    const [host, user] = [ssh2.utils.generateKeyPairSync('ed25519'), ssh2.utils.generateKeyPairSync('ed25519')];
    const server = new ssh2.Server({ hostKeys: [host.private] });
    const opened = new SftpHost(folder, user.private, host.private, server);
    const userKey = parsed(user.private);
    server.on('connection', (connection) => opened.serve(connection, userKey));
    await new Promise<void>((ready) => void server.listen(0, '127.0.0.1', ready));
    return opened;
  }

  /** `SHA256:…` of the host's key. */
  get fingerprint(): string {
    return `SHA256:${createHash('sha256').update(parsed(this.hostKey).getPublicSSH()).digest('base64').replace(/=+$/, '')}`;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Address of a folder of the user's. */
  addressOf(folder: string): string {
    return `sftp://${this.user}@127.0.0.1:${this.port}/~/${folder}`;
  }

  async close(): Promise<void> {
    await new Promise<void>((closed) => void this.server.close(() => closed()));
    await rm(this.folder, { recursive: true, force: true });
  }

  private serve(connection: Connection, userKey: ssh2.ParsedKey): void {
    connection.on('error', () => undefined);
    connection.on('authentication', (asked) => (this.knows(asked, userKey) ? asked.accept() : asked.reject(['password', 'publickey'])));
    connection.on('session', (accept) => accept().on('sftp', (acceptSftp) => this.answer(acceptSftp())));
  }

  private knows(asked: AuthContext, userKey: ssh2.ParsedKey): boolean {
    if (asked.username !== this.user) return false;
    if (asked.method === 'password') return asked.password === this.password;
    if (asked.method !== 'publickey' || !asked.key.data.equals(userKey.getPublicSSH())) return false;
    return !asked.signature || !asked.blob || userKey.verify(asked.blob, asked.signature, asked.hashAlgo) === true;
  }

  private answer(sftp: SFTPWrapper): void {
    const handles = new Map<number, { readonly path: string; readonly file?: FileHandle; listed?: boolean }>();
    let last = 0;
    const begin = (id: number, handle: { readonly path: string; readonly file?: FileHandle }) => {
      handles.set(++last, handle);
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE(last);
      sftp.handle(id, bytes);
    };
    const of = (handle: Buffer) => handles.get(handle.readUInt32BE());
    const here = (path: string) => join(this.folder, posix.resolve('/', path));
    const tell = (id: number, work: () => Promise<unknown>) =>
      void work().then(
        (done) => done === undefined && sftp.status(id, STATUS_CODE.OK),
        (error: NodeJS.ErrnoException) => sftp.status(id, error.code === 'ENOENT' ? STATUS_CODE.NO_SUCH_FILE : STATUS_CODE.FAILURE),
      );
    const said = true;
    const attributes = (id: number, path: string) =>
      tell(id, async () => {
        sftp.attrs(id, attributesOf(await stat(here(path))));
        return said;
      });
    sftp.on('REALPATH', (id, path) => void sftp.name(id, [{ filename: posix.resolve('/', path), longname: '', attrs: {} as Attributes }]));
    sftp.on('STAT', attributes);
    sftp.on('LSTAT', attributes);
    sftp.on('FSTAT', (id, handle) => attributes(id, of(handle)?.path ?? ''));
    sftp.on('OPENDIR', (id, path) => tell(id, async () => {
      await readdir(here(path));
      begin(id, { path });
      return said;
    }));
    sftp.on('READDIR', (id, handle) => tell(id, async () => {
      const folder = of(handle);
      if (!folder || folder.listed) {
        sftp.status(id, STATUS_CODE.EOF);
        return said;
      }
      folder.listed = true;
      const names = await readdir(here(folder.path));
      const entries = await Promise.all(names.map(async (filename) => {
        const found = await stat(join(here(folder.path), filename));
        return { filename, longname: `${found.isDirectory() ? 'd' : '-'}rw-r--r-- 1 ${filename}`, attrs: attributesOf(found) };
      }));
      sftp.name(id, entries);
      return said;
    }));
    sftp.on('OPEN', (id, path, flags) => tell(id, async () => {
      begin(id, { path, file: await open(here(path), flagsToString(flags) ?? 'r') });
      return said;
    }));
    sftp.on('READ', (id, handle, offset, length) => tell(id, async () => {
      const { path = '', file } = of(handle) ?? {};
      await this.onRead(path);
      const { bytesRead = 0, buffer } = (await file?.read(Buffer.alloc(length), 0, length, offset)) ?? {};
      if (bytesRead === 0 || !buffer) sftp.status(id, STATUS_CODE.EOF);
      else sftp.data(id, buffer.subarray(0, bytesRead));
      return said;
    }));
    sftp.on('WRITE', (id, handle, offset, data) => tell(id, async () => void (await of(handle)?.file?.write(data, 0, data.length, offset))));
    sftp.on('CLOSE', (id, handle) => tell(id, async () => void (await of(handle)?.file?.close())));
    sftp.on('FSETSTAT', (id) => void sftp.status(id, STATUS_CODE.OK));
    sftp.on('SETSTAT', (id) => void sftp.status(id, STATUS_CODE.OK));
    sftp.on('MKDIR', (id, path) => tell(id, async () => void (await mkdir(here(path)))));
    sftp.on('REMOVE', (id, path) => tell(id, () => unlink(here(path))));
    sftp.on('RENAME', (id, from, to) => tell(id, async () => {
      if (existsSync(here(to))) throw new Error('the name is taken');
      await rename(here(from), here(to));
    }));
  }
}

function attributesOf({ mode, uid, gid, size, atimeMs, mtimeMs }: Awaited<ReturnType<typeof stat>>): Attributes {
  return { mode: Number(mode), uid: Number(uid), gid: Number(gid), size: Number(size), atime: Math.floor(Number(atimeMs) / 1_000), mtime: Math.floor(Number(mtimeMs) / 1_000) };
}

function parsed(key: string): ssh2.ParsedKey {
  const one = ssh2.utils.parseKey(key);
  if (one instanceof Error) throw one;
  return Array.isArray(one) ? (one[0] as ssh2.ParsedKey) : one;
}
