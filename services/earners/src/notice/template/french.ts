import type { NoticeTexts } from './template.js';

export const french: NoticeTexts = {
  SUBMISSION_RECEIVED: { subject: 'Reçu : {{title}}', text: 'Bonjour {{name}},\n\n{{issuer}} a reçu votre dossier {{number}} pour « {{title}} ».\n\n{{link}}' },
  SUBMISSION_RETURNED: { subject: 'Certaines parties sont à reprendre : {{title}}', text: 'Bonjour {{name}},\n\nvotre dossier {{number}} pour « {{title}} » a été évalué et vous est rendu. Seules certaines parties sont à reprendre ; vous verrez lesquelles et pourquoi.\n\n{{link}}' },
  SUBMISSION_GRANTED: { subject: 'Vous l’avez obtenu : {{title}}', text: 'Bonjour {{name}},\n\n{{issuer}} vous accorde « {{title}} » pour votre dossier {{number}}. Félicitations !\n\n{{link}}' },
  SUBMISSION_DENIED: { subject: 'Décision sur {{title}}', text: 'Bonjour {{name}},\n\n{{issuer}} a décidé de ne pas accorder « {{title}} » pour votre dossier {{number}}. Vous y verrez les raisons, et comment et jusqu’à quand faire appel.\n\n{{link}}' },
  AWARD_OFFERED: { subject: '{{issuer}} vous propose : {{title}}', text: 'Bonjour {{name}},\n\n{{issuer}} vous propose « {{title}} ». Vous pouvez l’accepter ou le refuser.\n\n{{link}}' },
  AWARD_ISSUED: { subject: 'Vous avez reçu : {{title}}', text: 'Bonjour {{name}},\n\n{{issuer}} vous a décerné « {{title}} ».\n\n{{link}}' },
  AWARD_REVOKED: { subject: 'Révoqué : {{title}}', text: 'Bonjour {{name}},\n\n{{issuer}} a révoqué « {{title}} ». Adressez-vous à {{issuer}} si vous n’en connaissez pas la raison.\n\n{{link}}' },
  AWARD_SUSPENDED: { subject: 'Suspendu : {{title}}', text: 'Bonjour {{name}},\n\n{{issuer}} a suspendu « {{title}} » pour le moment. Adressez-vous à {{issuer}} si vous n’en connaissez pas la raison.\n\n{{link}}' },
  DECISION_OVERDUE: { subject: 'La décision sur {{title}} est en retard', text: 'Bonjour {{name}},\n\nla décision sur votre dossier {{number}} pour « {{title}} » était attendue le {{due}}. Elle n’est pas encore prise ; {{issuer}} voit qu’elle est en retard.\n\n{{link}}' },
  REVIEW_OFFERED: { subject: 'Un dossier à évaluer : {{title}}', text: 'Bonjour {{name}},\n\nun dossier pour « {{title}} » attend une évaluation, et vous êtes sollicité. Vous pouvez accepter ou refuser.\n\n{{link}}' },
  MISCONDUCT_NOTICE: { subject: 'Une question sur votre dossier pour {{title}}', text: 'Bonjour {{name}},\n\nun doute a été signalé sur votre dossier {{number}} pour « {{title}} ». Avant toute décision, vous pouvez vous exprimer. Vous verrez de quoi il s’agit, et jusqu’à quand.\n\n{{link}}' },
  APPEAL_DECIDED: { subject: 'Décision sur votre appel : {{title}}', text: 'Bonjour {{name}},\n\nvotre appel au sujet de « {{title}} » (dossier {{number}}) a été tranché. Vous y verrez la décision et ses raisons.\n\n{{link}}' },
  ATTESTATION_ASKED: { subject: '{{earner}} vous demande de confirmer un travail', text: 'Bonjour {{name}},\n\n{{earner}} souhaite obtenir « {{title}} » de {{issuer}} et vous a désigné ({{role}}). Merci de regarder ce qui est indiqué, puis de le confirmer ou de refuser :\n\n{{link}}\n\nCe lien est pour vous seul, valable 30 jours et pour une réponse. Si vous ne connaissez pas {{earner}}, refusez ou ne faites rien.' },
  GUARDIAN_ASKED: { subject: 'Votre accord est nécessaire pour {{earner}}', text: 'Bonjour {{name}},\n\n{{issuer}} souhaite décerner « {{title}} » à {{earner}}, qui est mineur. Votre accord de parent ou tuteur est nécessaire. Merci de regarder, puis d’accepter ou de refuser :\n\n{{link}}\n\nCe lien est pour vous seul. Si vous ne connaissez pas {{earner}}, ne faites rien.' },
};
