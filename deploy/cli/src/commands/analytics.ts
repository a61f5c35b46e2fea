import { Command } from 'commander';
import { analystCommand } from '../analytics/analyst-commands.js';
import { rebuildCommand } from '../analytics/rebuild-command.js';
import { exportCommand, generateCommand } from '../analytics/writing-commands.js';
import { databaseCommand, figureCommand, listCommand, queryCommand, sqlCommand } from '../analytics/reading-commands.js';

/** `cairn analytics …`: exports of facts, and the figures of the catalogue over them. */
export const analyticsCommand = (): Command =>
  new Command('analytics')
    .description('Figures about stacking: their SQL, the export of the facts they are made of, and DuckDB over it.')
    .addCommand(listCommand())
    .addCommand(sqlCommand())
    .addCommand(figureCommand())
    .addCommand(queryCommand())
    .addCommand(exportCommand())
    .addCommand(generateCommand())
    .addCommand(analystCommand())
    .addCommand(databaseCommand())
    .addCommand(rebuildCommand());
