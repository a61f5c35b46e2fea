import { ClarityFactResolver, ClarityResolver } from './clarity.resolver.js';
import { DescribedReader } from './described.reader.js';

export const clarityProviders = [DescribedReader, ClarityResolver, ClarityFactResolver];
