import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ServiceUnderTest } from '@cairn/testkit';
import { createVerificationApp, migrations } from '@cairn/verification';
import { tell } from '../../process.js';

/** The verification service with its VC-API, over a database of its own; needs `withCluster` in whoever starts it. */
const service = await ServiceUnderTest.open({
  name: 'verification',
  migrations,
  create: (config, platform) => createVerificationApp({ ...config, backgroundSigning: false, vcApi: true }, platform),
  measured: true,
});
const server = createServer((request, response) => service.app.http(request, response));
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
// What a statement was is of no use here, and would fill the memory.
setInterval(() => service.statements(), 500).unref();
process.once('SIGTERM', () => void service.close().finally(() => process.exit(0)));
tell({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
