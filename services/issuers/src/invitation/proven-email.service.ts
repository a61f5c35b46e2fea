import { Injectable } from '@nestjs/common';
import { comparedEmail } from '../sign-in/account/account.js';
import { Accounts } from '../sign-in/account/accounts.service.js';
import { Sealing } from '../sign-in/sealing.js';

/** The addresses that people have proven, as the keyed hashes that invitations keep. */
@Injectable()
export class ProvenEmail {
  constructor(
    private readonly accounts: Accounts,
    private readonly sealing: Sealing,
  ) {}

  hashOf(email: string): string {
    return this.sealing.keyedHash('invited email', comparedEmail(email));
  }

  /** Null for an account without a proven address. */
  async of(account: string): Promise<string | null> {
    const found = await this.accounts.active(account);
    return found?.email && found.emailVerifiedAt ? this.hashOf(found.email) : null;
  }
}
