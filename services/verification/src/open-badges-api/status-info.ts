/** Why something was refused, in the words of Open Badges 3.0 (Imsx_CodeMinorField). */
export type CodeMinor =
  | 'forbidden'
  | 'internal_server_error'
  | 'invalid_data'
  | 'invalid_query_parameter'
  | 'not_allowed'
  | 'not_found'
  | 'server_busy'
  | 'unauthorizedrequest';

/** A refusal of the Open Badges API. `description` is meant for whoever builds the wallet; nothing personal is in it. */
export class BadgeFault extends Error {
  constructor(
    readonly status: number,
    readonly minor: CodeMinor,
    readonly description: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(description);
  }
}

/** The Imsx_StatusInfo that tells of a fault. */
export const statusInfoOf = ({ minor, description }: BadgeFault): object => ({
  imsx_codeMajor: 'failure',
  imsx_severity: 'error',
  imsx_description: description,
  imsx_codeMinor: { imsx_codeMinorField: [{ imsx_codeMinorFieldName: 'TargetEndSystem', imsx_codeMinorFieldValue: minor }] },
});
