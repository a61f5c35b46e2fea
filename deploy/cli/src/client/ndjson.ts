/** The lines of a stream of NDJSON as values; an unfinished last line is a fault. */
export async function* ndjsonLines<Line>(body: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of body) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line !== '') yield JSON.parse(line) as Line;
  }
  if (rest + decoder.decode() !== '') throw new Error('the stream ended in the middle of a line');
}
