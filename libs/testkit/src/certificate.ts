// The library of certificates wants it there before itself.
import 'reflect-metadata';
import { isIPv4 } from 'node:net';
import { BasicConstraintsExtension, PemConverter, SubjectAlternativeNameExtension, X509CertificateGenerator } from '@peculiar/x509';

export interface TestCertificate {
  /** PEM, for the server's `key`. */
  readonly key: string;
  /** PEM, for the server's `cert` and the client's `ca`: it vouches for itself. */
  readonly cert: string;
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

/** A certificate (RFC 5280, P-256) for these host names and IPv4 addresses, valid for a day, so that tests speak real TLS. */
export async function aCertificate(...hosts: string[]): Promise<TestCertificate> {
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const names = hosts.map((value) => ({ type: isIPv4(value) ? ('ip' as const) : ('dns' as const), value }));
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: `CN=${hosts[0] ?? 'test'}`,
    notBefore: new Date(Date.now() - 3_600_000),
    notAfter: new Date(Date.now() + 86_400_000),
    keys,
    signingAlgorithm: algorithm,
    extensions: [new SubjectAlternativeNameExtension(names), new BasicConstraintsExtension(true, undefined, true)],
  });
  return { key: PemConverter.encode(await crypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY'), cert: `${certificate.toString('pem')}\n` };
}
