import { readFileSync } from 'node:fs';
import type { ContractName } from '@cairn/access';
import { buildSchema, type GraphQLSchema } from 'graphql';
import { compositionFiles } from '../compose.js';

/** The graph as callers of a contract see it, as committed; internal is all of it. */
export const contractSchema = (contract: ContractName): GraphQLSchema => buildSchema(readFileSync(compositionFiles[contract], 'utf8'));
