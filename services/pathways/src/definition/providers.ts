import { DefinitionCheckService } from './definition-check.service.js';
import { DefinitionResolver } from './definition.resolver.js';

/** The language of definitions, and checks of drafts that nobody has written down. */
export const definitionProviders = [DefinitionCheckService, DefinitionResolver];
