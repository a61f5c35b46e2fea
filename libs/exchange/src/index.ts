export { exchangeFormats, type ExchangeFormat, importPathways } from './import-pathways.js';
export { formatOf } from './format-of.js';
export { unpack, type Unpacked } from './unpack.js';
export { bindPathway, type Bindings, type Bound } from './bind-pathway.js';
export { type CtdlExport, exportCtdl } from './ctdl-export/export-ctdl.js';
export type { CtdlNames } from './ctdl-export/ctdl-names.js';
export type { Finding, Outcome } from './report/finding.js';
export type { Imported, ImportedDocument, ImportedPathway, ImportRefusal, RefusalCode } from './report/imported.js';
export type { Reference } from './report/reference.js';
