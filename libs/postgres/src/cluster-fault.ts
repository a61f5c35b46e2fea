/** The cluster could not be started; the message is one sentence for the person at the terminal. */
export class ClusterFault extends Error {
  readonly code = 'CLUSTER_NOT_STARTED';
}
