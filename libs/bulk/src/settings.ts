/** Injection token: name of the service that the bulk module works for. */
export const BULK_SERVICE = Symbol('bulk service');

/** Largest upload, in bytes (256 MiB). */
export const uploadBytesMax = 256 * 1024 * 1024;
/** Lines in one chunk, and so in one transaction. */
export const chunkLines = 2_000;
/** Largest line, in bytes. A quote that is not closed within it makes its line malformed. */
export const lineBytesMax = 64 * 1024;
/** Jobs that one process runs at a time. */
export const jobsAtOnce = 2;
/** Uploads are kept this long, in ms (7 days). */
export const uploadKeptMs = 7 * 24 * 3_600_000;
