import { CtdlService } from './ctdl.service.js';
import { VersionCtdlResolver } from './ctdl.resolver.js';
import { ExchangeResolver } from './exchange.resolver.js';
import { ImportDocuments } from './import-document.service.js';
import { PathwayImportService } from './pathway-import.service.js';

/** Pathways of other systems, and ours for them. */
export const exchangeProviders = [ImportDocuments, PathwayImportService, ExchangeResolver, CtdlService, VersionCtdlResolver];
