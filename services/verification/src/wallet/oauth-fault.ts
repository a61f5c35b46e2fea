/** What an endpoint of the protocol refuses with: RFC 6749, 5.2 and OID4VCI 1.0, 8.3.1. */
export interface OAuthFault {
  readonly status: 400 | 401;
  readonly error:
    | 'invalid_request'
    | 'invalid_grant'
    | 'unsupported_grant_type'
    | 'invalid_token'
    | 'invalid_credential_request'
    | 'unknown_credential_configuration'
    | 'unknown_credential_identifier'
    | 'invalid_proof'
    | 'invalid_nonce'
    | 'credential_request_denied';
  readonly error_description: string;
}

export type Answered<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: OAuthFault };

export const answered = <T>(value: T): Answered<T> => ({ ok: true, value });

export const faulty = (error: OAuthFault['error'], description: string): { readonly ok: false; readonly fault: OAuthFault } => ({
  ok: false,
  fault: { status: error === 'invalid_token' ? 401 : 400, error, error_description: description },
});
