import { isMainThread } from 'node:worker_threads';

/** A program that was started with a channel (`ipc`) ends in order when its parent is gone, however that went. */
if (isMainThread && process.connected) {
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.channel.unref();
}
