/** Gives what is read of one item after another; the next one is read while the last is worked on. Ends no earlier than its last reading. */
export async function* readAhead<Item, Read>(items: readonly Item[], read: (item: Item) => Promise<Read>): AsyncGenerator<Read> {
  const begin = (item: Item | undefined) => {
    const reading = item === undefined ? undefined : read(item);
    reading?.catch(() => undefined); // told where it is awaited
    return reading;
  };
  let next = begin(items[0]);
  try {
    for (let index = 1; next; index += 1) {
      const ready = await next;
      next = begin(items[index]);
      yield ready;
    }
  } finally {
    await next?.catch(() => undefined);
  }
}
