import type { NoticeTexts } from './template.js';

export const portuguese: NoticeTexts = {
  SUBMISSION_RECEIVED: { subject: 'Recebido: {{title}}', text: 'Olá, {{name}},\n\n{{issuer}} recebeu a sua candidatura {{number}} a «{{title}}».\n\n{{link}}' },
  SUBMISSION_RETURNED: { subject: 'Algumas partes têm de ser refeitas: {{title}}', text: 'Olá, {{name}},\n\na sua candidatura {{number}} a «{{title}}» foi avaliada e devolvida. Só algumas partes têm de ser refeitas; veja ali quais e porquê.\n\n{{link}}' },
  SUBMISSION_GRANTED: { subject: 'Conseguiu: {{title}}', text: 'Olá, {{name}},\n\n{{issuer}} concedeu-lhe «{{title}}» pela sua candidatura {{number}}. Parabéns!\n\n{{link}}' },
  SUBMISSION_DENIED: { subject: 'Decisão sobre {{title}}', text: 'Olá, {{name}},\n\n{{issuer}} decidiu não conceder «{{title}}» pela sua candidatura {{number}}. Veja ali os motivos, e como e até quando pode recorrer.\n\n{{link}}' },
  AWARD_OFFERED: { subject: '{{issuer}} oferece-lhe: {{title}}', text: 'Olá, {{name}},\n\n{{issuer}} oferece-lhe «{{title}}». Pode aceitar ou recusar ali.\n\n{{link}}' },
  AWARD_ISSUED: { subject: 'Foi-lhe atribuído: {{title}}', text: 'Olá, {{name}},\n\n{{issuer}} atribuiu-lhe «{{title}}».\n\n{{link}}' },
  AWARD_REVOKED: { subject: 'Revogado: {{title}}', text: 'Olá, {{name}},\n\n{{issuer}} revogou «{{title}}». Pergunte a {{issuer}} se não souber porquê.\n\n{{link}}' },
  AWARD_SUSPENDED: { subject: 'Suspenso: {{title}}', text: 'Olá, {{name}},\n\n{{issuer}} suspendeu «{{title}}» por agora. Pergunte a {{issuer}} se não souber porquê.\n\n{{link}}' },
  DECISION_OVERDUE: { subject: 'A decisão sobre {{title}} está atrasada', text: 'Olá, {{name}},\n\na decisão sobre a sua candidatura {{number}} a «{{title}}» era devida em {{due}}. Ainda não foi tomada; {{issuer}} vê que está atrasada.\n\n{{link}}' },
  REVIEW_OFFERED: { subject: 'Uma candidatura para avaliar: {{title}}', text: 'Olá, {{name}},\n\numa candidatura a «{{title}}» espera avaliação, e pedimos-lha a si. Pode aceitar ou recusar ali.\n\n{{link}}' },
  MISCONDUCT_NOTICE: { subject: 'Uma pergunta sobre a sua candidatura a {{title}}', text: 'Olá, {{name}},\n\nfoi levantada uma dúvida sobre a sua candidatura {{number}} a «{{title}}». Antes de qualquer decisão pode pronunciar-se. Veja ali de que se trata e até quando.\n\n{{link}}' },
  APPEAL_DECIDED: { subject: 'Decisão sobre o seu recurso: {{title}}', text: 'Olá, {{name}},\n\no seu recurso sobre «{{title}}» (candidatura {{number}}) foi decidido. Veja ali a decisão e os motivos.\n\n{{link}}' },
  ATTESTATION_ASKED: { subject: '{{earner}} pede-lhe que confirme um trabalho', text: 'Olá, {{name}},\n\n{{earner}} quer obter «{{title}}» de {{issuer}} e indicou-o a si ({{role}}). Veja o que está declarado e confirme ou recuse:\n\n{{link}}\n\nA ligação é só para si, vale 30 dias e para uma resposta. Se não conhece {{earner}}, recuse ou não faça nada.' },
  GUARDIAN_ASKED: { subject: 'É necessário o seu consentimento para {{earner}}', text: 'Olá, {{name}},\n\n{{issuer}} quer atribuir «{{title}}» a {{earner}}, que é menor. Para isso é necessário o seu consentimento como pai, mãe ou tutor. Veja e aceite ou recuse:\n\n{{link}}\n\nA ligação é só para si. Se não conhece {{earner}}, não faça nada.' },
};
