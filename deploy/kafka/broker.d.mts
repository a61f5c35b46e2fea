export declare class BrokerFault extends Error {
  readonly code: 'BROKER_NOT_STARTED';
}

export interface RunningBroker {
  /** `127.0.0.1:<port>` */
  readonly brokers: string;
  readonly pid: number;
  stop(): Promise<void>;
}

export declare function whatIsMissing(cache?: string): Promise<string | undefined>;

export declare function startBroker(options: { dir: string; log?: (line: string) => void; port?: number; users?: Readonly<Record<string, string>> }): Promise<RunningBroker>;
