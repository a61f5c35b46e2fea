import type { AddressInfo } from 'node:net';
import * as ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import * as vc from '@digitalbazaar/vc';
import { bundledDocumentLoader } from '@cairn/credentials';
import express from 'express';
import { tell } from '../../process.js';

/**
 * The reference issuer: the libraries of the Digital Credentials Consortium's signing service in a thin shell of ours. Its key
 * is in memory and its contexts too, and like the service it stores nothing and has no status.
 */
const keyPair = await ed25519Multikey.generate();
const did = `did:key:${keyPair.publicKeyMultibase}`;
keyPair.controller = did;
keyPair.id = `${did}#${keyPair.publicKeyMultibase}`;

const app = express();
app.use(express.json({ limit: '1mb' }));
app.post('/credentials/issue', async (request, response) => {
  const { credential } = request.body as { credential: { issuer: object } };
  const suite = new DataIntegrityProof({ signer: keyPair.signer(), cryptosuite });
  const issuer = { ...credential.issuer, id: did };
  response.status(201).json({ verifiableCredential: await vc.issue({ credential: { ...credential, issuer }, suite, documentLoader: bundledDocumentLoader }) });
});
const server = app.listen(0, '127.0.0.1', () => tell({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }));
