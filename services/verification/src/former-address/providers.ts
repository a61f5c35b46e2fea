import { FormerAddressController } from './former-address.controller.js';
import { FormerAddresses } from './former-address.service.js';
import { FormerDocumentImport } from './former-document-import.js';
import { FormerDocumentStore } from './former-document.store.js';
import { FormerImportResolver } from './former-import.resolver.js';

/** Addresses that answered elsewhere before their badges came here. */
export const formerProviders = [FormerDocumentStore, FormerDocumentImport, FormerAddresses, FormerImportResolver];

export const formerControllers = [FormerAddressController];
