/**
 * The script behind every `npm run …`: `node deploy/launcher/launch.mjs <command> [arguments]`. It has no imports at the
 * top, so that any Node can at least read it and say what is wrong.
 */
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Cairn needs Node 20.19 or newer to begin with; this is ${process.version}.`);
  process.exitCode = 1;
} else {
  const { launch } = await import('./command.mjs');
  process.exitCode = await launch(process.argv[2], process.argv.slice(3));
}
