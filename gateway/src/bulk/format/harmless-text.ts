/** A text that a spreadsheet would run as a formula begins with a quote. */
export const harmlessText = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
