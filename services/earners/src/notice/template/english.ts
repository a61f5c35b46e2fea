import type { NoticeTexts } from './template.js';

export const english: NoticeTexts = {
  SUBMISSION_RECEIVED: { subject: 'Received: {{title}}', text: 'Hello {{name}},\n\n{{issuer}} has received your submission {{number}} for “{{title}}”.\n\n{{link}}' },
  SUBMISSION_RETURNED: { subject: 'Some parts have to be done again: {{title}}', text: 'Hello {{name}},\n\nyour submission {{number}} for “{{title}}” was reviewed and returned to you. Only some parts have to be done again; look there which, and why.\n\n{{link}}' },
  SUBMISSION_GRANTED: { subject: 'You have earned it: {{title}}', text: 'Hello {{name}},\n\n{{issuer}} has granted “{{title}}” on your submission {{number}}. Congratulations!\n\n{{link}}' },
  SUBMISSION_DENIED: { subject: 'Decision on {{title}}', text: 'Hello {{name}},\n\n{{issuer}} has decided not to grant “{{title}}” on your submission {{number}}. Look there for the reasons, and for how and until when you can appeal.\n\n{{link}}' },
  AWARD_OFFERED: { subject: '{{issuer}} offers you: {{title}}', text: 'Hello {{name}},\n\n{{issuer}} offers you “{{title}}”. Accept or decline it there.\n\n{{link}}' },
  AWARD_ISSUED: { subject: 'You have been awarded: {{title}}', text: 'Hello {{name}},\n\n{{issuer}} has awarded you “{{title}}”.\n\n{{link}}' },
  AWARD_REVOKED: { subject: 'Revoked: {{title}}', text: 'Hello {{name}},\n\n{{issuer}} has revoked “{{title}}”. Ask {{issuer}} if you do not know why.\n\n{{link}}' },
  AWARD_SUSPENDED: { subject: 'Suspended: {{title}}', text: 'Hello {{name}},\n\n{{issuer}} has suspended “{{title}}” for the time being. Ask {{issuer}} if you do not know why.\n\n{{link}}' },
  DECISION_OVERDUE: { subject: 'The decision on {{title}} is late', text: 'Hello {{name}},\n\na decision on your submission {{number}} for “{{title}}” was due on {{due}}. It has not been made yet; {{issuer}} sees that it is late.\n\n{{link}}' },
  REVIEW_OFFERED: { subject: 'A submission to review: {{title}}', text: 'Hello {{name}},\n\na submission for “{{title}}” waits for a reviewer, and you are asked. Accept or decline it there.\n\n{{link}}' },
  MISCONDUCT_NOTICE: { subject: 'A question about your submission for {{title}}', text: 'Hello {{name}},\n\na concern was raised about your submission {{number}} for “{{title}}”. Before anything is decided you can say what you have to say. Look there for what it is about, and until when.\n\n{{link}}' },
  APPEAL_DECIDED: { subject: 'Decision on your appeal: {{title}}', text: 'Hello {{name}},\n\nyour appeal about “{{title}}” (submission {{number}}) was decided. Look there for the decision and its reasons.\n\n{{link}}' },
  ATTESTATION_ASKED: { subject: '{{earner}} asks you to confirm work done', text: 'Hello {{name}},\n\n{{earner}} wants to earn “{{title}}” of {{issuer}} and has named you as {{role}}. Please look at what is stated, and confirm or decline it:\n\n{{link}}\n\nThe link is for you alone, good for 30 days and for one answer. If you do not know {{earner}}, decline or do nothing.' },
  GUARDIAN_ASKED: { subject: 'Your consent is needed for {{earner}}', text: 'Hello {{name}},\n\n{{issuer}} wants to award “{{title}}” to {{earner}}, who is under age. For that your consent as parent or guardian is needed. Please look at it, and agree or decline:\n\n{{link}}\n\nThe link is for you alone. If you do not know {{earner}}, do nothing.' },
};
