/** Injection token: name of the service that the bulk module works for. */
export const BULK_SERVICE = Symbol('bulk service');

/** Largest upload, in bytes (256 MiB). */
export const uploadBytesMax = 256 * 1024 * 1024;
/** Lines in one chunk, and so in one transaction. */
export const chunkLines = 2_000;
/** Bytes in one chunk, so that long lines do not fill the memory; a line above `lineBytesMax` is a chunk of its own. */
export const chunkBytesMax = 8 * 1024 * 1024;
/** Bytes that an upload may unpack to (1 GiB). */
export const unpackedBytesMax = 1024 * 1024 * 1024;
/** Largest line, in bytes. A quote that is not closed within it makes its line malformed. */
export const lineBytesMax = 64 * 1024;
/** Jobs that one process runs at a time. */
export const jobsAtOnce = 2;
/** Times that a job is begun without getting on before it is given up; each later than the one before. */
export const attemptsMax = 6;
/** An upload to which nobody has written for so long is at rest, in ms (1 hour). */
export const uploadRestMs = 3_600_000;
/** Uploads are kept this long, in ms (7 days). */
export const uploadKeptMs = 7 * 24 * 3_600_000;
