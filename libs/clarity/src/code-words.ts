/** `HIGHER_EDUCATION` is `higher education`: codes of the graph as people read them. */
export const codeWords = (code: string): string => code.toLowerCase().replaceAll('_', ' ');
