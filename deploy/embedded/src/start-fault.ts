/** The registry cannot start; the message is for the person at the terminal and needs no stack. */
export class StartFault extends Error {
  readonly code = 'NOT_STARTED';
}
