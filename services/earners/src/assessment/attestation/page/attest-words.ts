import { languagesFor } from '../../../notice/template/built-in.js';

/** What the page to attest says, in one language. */
export interface AttestWords {
  readonly language: string;
  readonly title: string;
  readonly intro: (earner: string, achievement: string, issuer: string) => string;
  readonly role: string;
  readonly host: string;
  readonly period: string;
  readonly hours: string;
  readonly statement: string;
  readonly hoursConfirmed: string;
  readonly remarks: string;
  readonly confirm: string;
  readonly decline: string;
  readonly thanks: string;
  readonly confirmed: string;
  readonly declined: string;
  readonly gone: string;
  readonly goneText: string;
  readonly foreign: string;
  readonly hoursWrong: string;
}

const english: AttestWords = {
  language: 'en',
  title: 'Confirm work done',
  intro: (earner, achievement, issuer) => `${earner} wants to earn “${achievement}” of ${issuer}, and asks you to confirm the following.`,
  role: 'You are asked as',
  host: 'Where',
  period: 'From – to',
  hours: 'Hours stated',
  statement: 'What was done',
  hoursConfirmed: 'Hours that you confirm',
  remarks: 'Remarks (not required)',
  confirm: 'I confirm this',
  decline: 'I do not confirm this',
  thanks: 'Thank you',
  confirmed: 'You have confirmed it. You can close this page.',
  declined: 'You have not confirmed it. You can close this page.',
  gone: 'This link is not good any more',
  goneText: 'It was answered already, was taken back, or is older than 30 days.',
  foreign: 'This form was not sent from its page. Open the link in your mail again.',
  hoursWrong: 'Hours are a number above 0 that fits into the days, with two decimals at most.',
};
const german: AttestWords = {
  language: 'de',
  title: 'Geleistete Arbeit bestätigen',
  intro: (earner, achievement, issuer) => `${earner} möchte „${achievement}“ von ${issuer} erwerben und bittet Sie, Folgendes zu bestätigen.`,
  role: 'Sie werden gefragt als',
  host: 'Wo',
  period: 'Von – bis',
  hours: 'Angegebene Stunden',
  statement: 'Was getan wurde',
  hoursConfirmed: 'Stunden, die Sie bestätigen',
  remarks: 'Bemerkungen (nicht nötig)',
  confirm: 'Ich bestätige das',
  decline: 'Ich bestätige das nicht',
  thanks: 'Vielen Dank',
  confirmed: 'Sie haben es bestätigt. Sie können diese Seite schließen.',
  declined: 'Sie haben es nicht bestätigt. Sie können diese Seite schließen.',
  gone: 'Dieser Link gilt nicht mehr',
  goneText: 'Er wurde schon beantwortet oder zurückgenommen, oder ist älter als 30 Tage.',
  foreign: 'Dieses Formular kam nicht von seiner Seite. Öffnen Sie den Link in Ihrer Mail noch einmal.',
  hoursWrong: 'Stunden sind eine Zahl über 0, die in die Tage passt, mit höchstens zwei Nachkommastellen.',
};
const french: AttestWords = {
  language: 'fr',
  title: 'Confirmer un travail',
  intro: (earner, achievement, issuer) => `${earner} souhaite obtenir « ${achievement} » de ${issuer} et vous demande de confirmer ce qui suit.`,
  role: 'Vous êtes sollicité en tant que',
  host: 'Où',
  period: 'Du – au',
  hours: 'Heures indiquées',
  statement: 'Ce qui a été fait',
  hoursConfirmed: 'Heures que vous confirmez',
  remarks: 'Remarques (facultatif)',
  confirm: 'Je le confirme',
  decline: 'Je ne le confirme pas',
  thanks: 'Merci',
  confirmed: 'Vous l’avez confirmé. Vous pouvez fermer cette page.',
  declined: 'Vous ne l’avez pas confirmé. Vous pouvez fermer cette page.',
  gone: 'Ce lien n’est plus valable',
  goneText: 'Une réponse a déjà été donnée, la demande a été retirée, ou elle date de plus de 30 jours.',
  foreign: 'Ce formulaire ne vient pas de sa page. Ouvrez à nouveau le lien de votre message.',
  hoursWrong: 'Les heures sont un nombre supérieur à 0 qui tient dans les jours, avec deux décimales au plus.',
};
const spanish: AttestWords = {
  language: 'es',
  title: 'Confirmar un trabajo',
  intro: (earner, achievement, issuer) => `${earner} quiere obtener «${achievement}» de ${issuer} y le pide que confirme lo siguiente.`,
  role: 'Se le pregunta como',
  host: 'Dónde',
  period: 'Desde – hasta',
  hours: 'Horas declaradas',
  statement: 'Qué se hizo',
  hoursConfirmed: 'Horas que confirma',
  remarks: 'Observaciones (opcional)',
  confirm: 'Lo confirmo',
  decline: 'No lo confirmo',
  thanks: 'Gracias',
  confirmed: 'Lo ha confirmado. Puede cerrar esta página.',
  declined: 'No lo ha confirmado. Puede cerrar esta página.',
  gone: 'Este enlace ya no vale',
  goneText: 'Ya fue contestado o retirado, o tiene más de 30 días.',
  foreign: 'Este formulario no se envió desde su página. Abra de nuevo el enlace de su correo.',
  hoursWrong: 'Las horas son un número mayor que 0 que cabe en los días, con dos decimales como máximo.',
};
const portuguese: AttestWords = {
  language: 'pt',
  title: 'Confirmar um trabalho',
  intro: (earner, achievement, issuer) => `${earner} quer obter «${achievement}» de ${issuer} e pede-lhe que confirme o seguinte.`,
  role: 'É perguntado como',
  host: 'Onde',
  period: 'De – até',
  hours: 'Horas declaradas',
  statement: 'O que foi feito',
  hoursConfirmed: 'Horas que confirma',
  remarks: 'Observações (opcional)',
  confirm: 'Confirmo',
  decline: 'Não confirmo',
  thanks: 'Obrigado',
  confirmed: 'Confirmou. Pode fechar esta página.',
  declined: 'Não confirmou. Pode fechar esta página.',
  gone: 'Esta ligação já não é válida',
  goneText: 'Já foi respondida ou retirada, ou tem mais de 30 dias.',
  foreign: 'Este formulário não veio da sua página. Abra de novo a ligação do seu correio.',
  hoursWrong: 'As horas são um número acima de 0 que cabe nos dias, com duas casas decimais no máximo.',
};

const all = [english, german, french, spanish, portuguese];

/** The words of the language asked for, or of the one it falls back to. */
export const attestWords = (language: string): AttestWords =>
  languagesFor(language).flatMap((one) => all.find((words) => words.language === one) ?? [])[0] ?? english;
