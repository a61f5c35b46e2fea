/** Bytes of one document. */
export const BYTES_MAX = 8 * 1024 * 1024;
/** Objects of one document. */
export const OBJECTS_MAX = 50_000;
/** Nesting of one JSON document. */
export const JSON_DEPTH_MAX = 128;
/** Rows of one table. */
export const ROWS_MAX = 50_000;
/** Nodes of one definition, and how deep they are nested (pathways.md section 2). */
export const NODES_MAX = 5_000;
export const NODE_DEPTH_MAX = 32;
