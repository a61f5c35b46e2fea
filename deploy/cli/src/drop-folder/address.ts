/** A drop folder of a partner: `sftp://user@host:port/folder`. */
export interface DropAddress {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** Without a slash at its end; `.` is where the user begins. */
  readonly folder: string;
}

/** Reads the address of a drop folder. Throws a sentence for whoever wrote it. */
export function readDropAddress(text: string): DropAddress {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'sftp:' || url.hostname === '') throw new Error(`${text} is no address of a drop folder; one looks like sftp://user@host/folder.`);
  if (url.password !== '') throw new Error('A password has no place in an address: others see it. Put it into a file (--password-file) or into CAIRN_SFTP_PASSWORD.');
  if (url.username === '') throw new Error('Say as whom: sftp://user@host/folder.');
  // `/~/in` and no path at all are told from where the user begins.
  const path = decodeURIComponent(url.pathname).replace(/\/+$/, '');
  const folder = path === '' || path === '/~' ? '.' : path.replace(/^\/~\//, '');
  return { host: url.hostname.replace(/^\[|\]$/g, ''), port: Number(url.port || 22), user: decodeURIComponent(url.username), folder };
}
