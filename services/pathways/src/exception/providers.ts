import { ExceptionResolver } from './exception.resolver.js';
import { ExceptionStore } from './exception.store.js';
import { ExceptionsService } from './exceptions.service.js';

/** Exceptions for one earner. */
export const exceptionProviders = [ExceptionStore, ExceptionsService, ExceptionResolver];
