import { startRegistry } from '@cairn/testkit';
const t=Date.now();
const r = await startRegistry('embedded');
console.log('ready', Date.now()-t, r.url);
await r.stop();
