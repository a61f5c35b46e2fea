/** A file that cannot be made safe to show. The message says what to do, and nothing of what the file holds. */
export class FileNotAccepted extends Error {
  readonly code = 'FILE_NOT_ACCEPTED';
}
