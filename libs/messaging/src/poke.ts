import { EventEmitter } from 'node:events';

/**
 * Wakes the relay of a service in this process when something was put into its outbox. Not NOTIFY: a transaction that
 * notifies holds one lock of the whole cluster through its flush, which would put all writers in a row. Writers in other
 * processes are found by the relay's own poll.
 */
const pokes = new EventEmitter().setMaxListeners(0);

export const pokeRelay = (service: string): void => void pokes.emit(service);

export function onPoke(service: string, wake: () => void): () => void {
  pokes.on(service, wake);
  return () => void pokes.off(service, wake);
}
