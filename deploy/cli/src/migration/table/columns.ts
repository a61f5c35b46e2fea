/** What is read of a table, by the headers that the exports and templates of the hosts have. Upper and lower case, spaces and signs do not count. */
export interface Columns {
  readonly reference: readonly string[];
  readonly badge: readonly string[];
  readonly badgeName: readonly string[];
  readonly badgeDescription: readonly string[];
  readonly email: readonly string[];
  readonly issuedOn: readonly string[];
  readonly expiresOn: readonly string[];
  readonly state: readonly string[];
  readonly revocation: readonly string[];
}

export type TableOrigin = 'credly' | 'accredible';

/** Credly: the report of issued badges. Accredible: the export of a list of credentials. */
export const columnsOf: Readonly<Record<TableOrigin, Columns>> = {
  credly: {
    reference: ['Badge ID', 'Issued Badge ID', 'ID'],
    badge: ['Badge Template ID', 'Template ID'],
    badgeName: ['Badge Template Name', 'Badge Template', 'Badge Name'],
    badgeDescription: ['Badge Template Description', 'Description'],
    email: ['Recipient Email', 'Earner Email', 'Issued To Email', 'Email'],
    issuedOn: ['Issued At', 'Issued At Date', 'Issued On', 'Issue Date'],
    expiresOn: ['Expires At', 'Expiration Date', 'Expires On'],
    state: ['State', 'Badge State', 'Status'],
    revocation: ['Revocation Reason', 'Reason'],
  },
  accredible: {
    reference: ['Credential ID', 'ID'],
    badge: ['Group ID', 'Group Name'],
    badgeName: ['Credential Name', 'Course Name', 'Group Name'],
    badgeDescription: ['Course Description', 'Credential Description', 'Description'],
    email: ['Recipient Email', 'Email'],
    issuedOn: ['Issue Date', 'Issued On', 'Issued on'],
    expiresOn: ['Expiry Date', 'Expired On', 'Expires On'],
    state: ['Published', 'Approve', 'State'],
    revocation: [],
  },
};

const plain = (header: string): string => header.toLowerCase().replace(/[^a-z0-9]/g, '');

/** The cell under the first of these headers that the table has and that is filled in this row. */
export function cellOf(row: Readonly<Record<string, string>>, headers: readonly string[]): string | null {
  for (const header of headers) {
    const [, cell] = Object.entries(row).find(([name, value]) => plain(name) === plain(header) && value.trim() !== '') ?? [];
    if (cell !== undefined) return cell.trim();
  }
  return null;
}
