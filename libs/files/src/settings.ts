/** Injection token: name of the service that the files module works for. */
export const FILES_SERVICE = Symbol('files service');

/** Largest evidence, in bytes (25 MiB), and the pixels of a photograph in it: what a telephone takes. */
export const evidenceBytesMax = 25 * 1024 * 1024;
export const evidencePixelsMax = 16_000_000;
/** Largest image of a definition, in bytes (5 MiB). */
export const imageBytesMax = 5 * 1024 * 1024;
