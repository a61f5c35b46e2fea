import { readFile } from 'node:fs/promises';
import type { BulkFormat } from '@cairn/client';
import { Command, Option } from 'commander';
import { fetchResult } from '../bulk-result/result-folder.js';
import { type Connecting, connect } from '../config.js';
import { Terminal } from '../terminal/terminal.js';

interface Options extends Connecting {
  readonly format: BulkFormat;
  readonly to: string;
}

/** `cairn bulk-query FILE.graphql [--format JSONL|CSV|PARQUET] --to DIR`. */
export const bulkQueryCommand = (): Command =>
  new Command('bulk-query')
    .description('Have the registry run a query over all its pages, and fetch the result with its manifest. Broken off, the same command goes on.')
    .argument('<file>', 'the query: GraphQL, whose root fields lead to connections')
    .addOption(new Option('--format <format>', 'form of the result; tables for one connection of plain values').choices(['JSONL', 'CSV', 'PARQUET']).default('JSONL'))
    .requiredOption('--to <folder>', 'where result.<format> and manifest.json go')
    .action(async (file: string, _own: unknown, command: Command) => {
      const options: Options = command.optsWithGlobals();
      const terminal = new Terminal();
      const fetched = await fetchResult(connect(options), {
        ...{ query: await readFile(file, 'utf8'), format: options.format, folder: options.to },
        working: terminal.count('objects written'),
        downloading: terminal.bar('downloading'),
      });
      terminal.clear();
      const { objectCount, fileSize, sha256, position } = fetched.result;
      process.stdout.write(`${fetched.file}: ${objectCount} objects, ${fileSize} bytes, SHA-256 ${sha256}\nThe change feed goes on from it after ${position}\n`);
    });
