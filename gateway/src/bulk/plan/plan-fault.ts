import type { BulkQueryFault } from '@cairn/access';

/** Why a query cannot run in the background; caught where plans are made. */
export class PlanFault extends Error implements BulkQueryFault {
  constructor(
    readonly code: 'BULK_QUERY_INVALID' | 'BULK_QUERY_WITHOUT_CONNECTION' | 'BULK_QUERY_TOO_DEEP' | 'BULK_QUERY_NOT_FLAT',
    message: string,
  ) {
    super(message);
  }
}
