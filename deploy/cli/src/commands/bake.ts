import { readFile, writeFile } from 'node:fs/promises';
import { Command } from 'commander';

/** `cairn bake IMAGE CREDENTIAL --out FILE`: the image with the credential in it. */
export const bakeCommand = (): Command =>
  new Command('bake')
    .description('Put a credential into a PNG or SVG image; one that is in it already is replaced.')
    .argument('<image>', 'a PNG or SVG file')
    .argument('<credential>', 'a file with a credential as JSON or as a token')
    .requiredOption('--out <file>', 'where the image goes')
    .action(async (imageFile: string, credentialFile: string, { out }: { out: string }) => {
      const { bakePng, bakeSvg, readInput } = await import('@cairn/credentials');
      const [image, credential] = await Promise.all([readFile(imageFile), readFile(credentialFile)]);
      const reading = readInput(credential);
      if (!reading.ok) throw new Error(`${credentialFile}: ${reading.message}`);
      const { text, format } = reading.read;
      const keyword = format.startsWith('CLR2') ? 'clrcredential' : 'openbadgecredential';
      const isSvg = /^\s*</.test(image.subarray(0, 256).toString('utf8'));
      const baked = isSvg ? bakeSvg(image.toString('utf8'), text) : bakePng(image, text.trim(), keyword);
      if (!baked.ok) throw new Error(`${imageFile}: ${baked.message}`);
      await writeFile(out, baked.image);
    });
