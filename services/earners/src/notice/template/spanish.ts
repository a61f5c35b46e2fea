import type { NoticeTexts } from './template.js';

export const spanish: NoticeTexts = {
  SUBMISSION_RECEIVED: { subject: 'Recibido: {{title}}', text: 'Hola, {{name}}:\n\n{{issuer}} ha recibido su solicitud {{number}} para «{{title}}».\n\n{{link}}' },
  SUBMISSION_RETURNED: { subject: 'Hay que rehacer algunas partes: {{title}}', text: 'Hola, {{name}}:\n\nsu solicitud {{number}} para «{{title}}» ha sido evaluada y se le devuelve. Solo hay que rehacer algunas partes; allí verá cuáles y por qué.\n\n{{link}}' },
  SUBMISSION_GRANTED: { subject: 'Lo ha conseguido: {{title}}', text: 'Hola, {{name}}:\n\n{{issuer}} le ha concedido «{{title}}» por su solicitud {{number}}. ¡Enhorabuena!\n\n{{link}}' },
  SUBMISSION_DENIED: { subject: 'Decisión sobre {{title}}', text: 'Hola, {{name}}:\n\n{{issuer}} ha decidido no conceder «{{title}}» por su solicitud {{number}}. Allí verá los motivos, y cómo y hasta cuándo puede recurrir.\n\n{{link}}' },
  AWARD_OFFERED: { subject: '{{issuer}} le ofrece: {{title}}', text: 'Hola, {{name}}:\n\n{{issuer}} le ofrece «{{title}}». Allí puede aceptarlo o rechazarlo.\n\n{{link}}' },
  AWARD_ISSUED: { subject: 'Se le ha otorgado: {{title}}', text: 'Hola, {{name}}:\n\n{{issuer}} le ha otorgado «{{title}}».\n\n{{link}}' },
  AWARD_REVOKED: { subject: 'Revocado: {{title}}', text: 'Hola, {{name}}:\n\n{{issuer}} ha revocado «{{title}}». Pregunte a {{issuer}} si no conoce el motivo.\n\n{{link}}' },
  AWARD_SUSPENDED: { subject: 'Suspendido: {{title}}', text: 'Hola, {{name}}:\n\n{{issuer}} ha suspendido «{{title}}» por el momento. Pregunte a {{issuer}} si no conoce el motivo.\n\n{{link}}' },
  DECISION_OVERDUE: { subject: 'La decisión sobre {{title}} se retrasa', text: 'Hola, {{name}}:\n\nla decisión sobre su solicitud {{number}} para «{{title}}» debía tomarse el {{due}}. Aún no se ha tomado; {{issuer}} ve que se retrasa.\n\n{{link}}' },
  REVIEW_OFFERED: { subject: 'Una solicitud por evaluar: {{title}}', text: 'Hola, {{name}}:\n\nuna solicitud para «{{title}}» espera evaluación, y se le pide a usted. Allí puede aceptarla o rechazarla.\n\n{{link}}' },
  MISCONDUCT_NOTICE: { subject: 'Una pregunta sobre su solicitud para {{title}}', text: 'Hola, {{name}}:\n\nse ha planteado una duda sobre su solicitud {{number}} para «{{title}}». Antes de que se decida nada puede usted pronunciarse. Allí verá de qué se trata y hasta cuándo.\n\n{{link}}' },
  APPEAL_DECIDED: { subject: 'Decisión sobre su recurso: {{title}}', text: 'Hola, {{name}}:\n\nse ha decidido su recurso sobre «{{title}}» (solicitud {{number}}). Allí verá la decisión y sus motivos.\n\n{{link}}' },
  ATTESTATION_ASKED: { subject: '{{earner}} le pide que confirme un trabajo', text: 'Hola, {{name}}:\n\n{{earner}} quiere obtener «{{title}}» de {{issuer}} y le ha nombrado a usted ({{role}}). Mire lo que se declara y confírmelo o rechácelo:\n\n{{link}}\n\nEl enlace es solo para usted, vale 30 días y para una respuesta. Si no conoce a {{earner}}, rechácelo o no haga nada.' },
  GUARDIAN_ASKED: { subject: 'Se necesita su consentimiento para {{earner}}', text: 'Hola, {{name}}:\n\n{{issuer}} quiere otorgar «{{title}}» a {{earner}}, que es menor de edad. Para ello se necesita su consentimiento como padre, madre o tutor. Mírelo y acéptelo o rechácelo:\n\n{{link}}\n\nEl enlace es solo para usted. Si no conoce a {{earner}}, no haga nada.' },
};
