import { readFile } from 'node:fs/promises';
import { Command } from 'commander';

/** `cairn unbake IMAGE`: what is in the image, as it stands there. It is not checked. */
export const unbakeCommand = (): Command =>
  new Command('unbake')
    .description('Print the credential that is in a PNG or SVG image.')
    .argument('<image>', 'a PNG or SVG file')
    .action(async (file: string) => {
      const { unbake } = await import('@cairn/credentials');
      const found = unbake(await readFile(file));
      if (!found.ok) throw new Error(`${file}: ${found.message}`);
      process.stdout.write(`${found.text}\n`);
    });
