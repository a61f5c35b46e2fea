import { CreditAuditResolver } from './audit/credit-audit.resolver.js';
import { CreditAuditStore } from './audit/credit-audit.store.js';
import { CreditAudits } from './audit/credit-audits.service.js';
import { CreditClaims } from './credit-code/credit-claim.service.js';
import { CreditCodeResolver } from './credit-code/credit-code.resolver.js';
import { CreditCodeStore } from './credit-code/credit-code.store.js';
import { CreditCodes } from './credit-code/credit-codes.service.js';
import { CreditCycles } from './cycle/credit-cycles.service.js';
import { CreditCycleResolver } from './cycle/credit-cycle.resolver.js';
import { CycleLoading } from './cycle/cycle-loading.js';
import { CycleView } from './cycle/cycle-view.service.js';
import { KeepingClock } from './cycle/keeping-clock.service.js';
import { Keeping } from './cycle/keeping.service.js';
import { MaintainedAwardStore } from './cycle/maintained-award.store.js';
import { AwardCredits } from './ledger/award-credits.service.js';
import { CreditCheck } from './ledger/credit-check.service.js';
import { CreditEntryLoading } from './ledger/credit-entry-loading.js';
import { CreditEntryView } from './ledger/credit-entry-view.service.js';
import { AwardCreditEntriesResolver, CreditEntryResolver } from './ledger/credit-entry.resolver.js';
import { CreditEntryStore } from './ledger/credit-entry.store.js';
import { CreditLedger } from './ledger/credit-ledger.service.js';
import { RenewalAttemptStore } from './renewal/renewal-attempt.store.js';
import { AccreditationCopyStore } from './provider/accreditation-copy.store.js';
import { CopyAge } from './provider/copy-age.js';

/** What keeps awards valid: cycles of credit, their ledger, codes, audits, attempts at renewal. */
export const maintenanceProviders = [
  MaintainedAwardStore,
  CreditEntryStore,
  AccreditationCopyStore,
  CopyAge,
  CreditCycles,
  Keeping,
  CreditCheck,
  CreditLedger,
  AwardCredits,
  KeepingClock,
  CreditEntryView,
  CreditEntryResolver,
  AwardCreditEntriesResolver,
  CycleView,
  CycleLoading,
  CreditCycleResolver,
  RenewalAttemptStore,
  CreditEntryLoading,
  CreditCodeStore,
  CreditCodes,
  CreditClaims,
  CreditCodeResolver,
  CreditAuditStore,
  CreditAudits,
  CreditAuditResolver,
];
