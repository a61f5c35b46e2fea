import { createHmac } from 'node:crypto';
import { DuckDBScalarFunction, VARCHAR } from '@duckdb/node-api';
import type { Duck } from './duckdb.js';

/**
 * Gives DuckDB the function `pseudonym(text)`: HMAC-SHA-256 under the secret of the recipient, in 32 hexadecimal digits.
 * Two recipients get different ones, and cannot join what they were given.
 */
export function addPseudonyms(duck: Duck, secret: string): void {
  duck.raw.registerScalarFunction(
    DuckDBScalarFunction.create({
      name: 'pseudonym',
      parameterTypes: [VARCHAR],
      returnType: VARCHAR,
      mainFunction: (_info, input, output) => {
        const column = input.getColumnVector(0);
        for (let row = 0; row < input.rowCount; row += 1) {
          const id = column.getItem(row);
          output.setItem(row, typeof id === 'string' ? pseudonymOf(secret, id) : null);
        }
        output.flush();
      },
    }),
  );
}

export const pseudonymOf = (secret: string, id: string): string => createHmac('sha256', secret).update(id).digest('hex').slice(0, 32);
