declare module 'rdf-canonize' {
  const rdfCanonize: {
    canonize(
      dataset: object,
      options: { algorithm: 'RDFC-1.0'; format: 'application/n-quads'; maxWorkFactor?: number },
    ): Promise<string>;
  };
  export = rdfCanonize;
}
