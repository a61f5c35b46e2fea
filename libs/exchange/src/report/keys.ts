const longest = 64;

/** Ids that a definition may use (pathways.md section 2), made of addresses and names, each given once. */
export class Keys {
  private readonly taken = new Set<string>();

  /** The last part of an address or name as an id; a number is added until nobody has it. */
  take(source: string): string {
    const stem = idPart(source);
    for (let number = 1; ; number++) {
      const suffix = number === 1 ? '' : `.${number}`;
      const id = `${stem.slice(0, longest - suffix.length)}${suffix}`;
      if (this.taken.has(id)) continue;
      this.taken.add(id);
      return id;
    }
  }
}

function idPart(source: string): string {
  const last = source.replace(/[/#?]+$/, '').split(/[/#]/).at(-1) ?? '';
  const plain = last.replace(/^_:/, '').normalize('NFKD').replace(/[^A-Za-z0-9_.:-]+/g, '-').replace(/^-+|-+$/g, '');
  return plain === '' ? 'x' : plain;
}
