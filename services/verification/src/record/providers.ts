import { CompletionIntake } from './completion-intake.service.js';
import { EarnerRecordsResolver, LearnerRecordResolver } from './learner-record.resolver.js';
import { LearnerRecordStore } from './learner-record.store.js';
import { LearnerRecordView } from './learner-record-view.service.js';
import { LearnerRecords } from './learner-records.service.js';
import { RecordSourceStore } from './record-source.store.js';

/** Comprehensive learner records: several credentials of a person under one more signature. */
export const recordProviders = [RecordSourceStore, LearnerRecordStore, CompletionIntake, LearnerRecords, LearnerRecordView, LearnerRecordResolver, EarnerRecordsResolver];
