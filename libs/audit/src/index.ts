export { auditMigration } from './migration.js';
export { note, NOTE_VALUES, noteParts, noteValues, type Noted } from './note.js';
export { AuditTrail, type AuditConditions, type AuditPage, type AuditRow } from './audit-trail.js';
