import { accepted, type Decision, grantMissing, may, type Principal, refusal, refused } from '@cairn/access';
import { note } from '@cairn/audit';
import { Database } from '@cairn/postgres';
import { CLOCK, type Platform, PLATFORM } from '@cairn/service';
import { forbidden } from '@cairn/subgraph';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import type { NoticeKind } from '../notice.js';
import { linkOf } from '../notice-link.js';
import { textFor } from './built-in.js';
import { checkText, filled, type NoticeText } from './template.js';
import { type NoticeSettings, TemplateStore } from './template.store.js';

/** A text as it will be used: the tenant's own, or the one that comes with the registry. */
export interface TextInUse extends NoticeText {
  readonly kind: NoticeKind;
  readonly language: string;
}

/** Each tenant's words for what its people are told, which ADMINISTER decides on. */
@Injectable()
export class Templates {
  constructor(
    private readonly database: Database,
    private readonly store: TemplateStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(PLATFORM) private readonly platform: Platform,
  ) {}

  /** The text that is used for a kind and language. Throws FORBIDDEN for those who do not administer. */
  async inUse(principal: Principal, kind: NoticeKind, language: string): Promise<TextInUse> {
    const tenant = administered(principal);
    const own = await this.database.read({ tenant }, (tx) => this.store.of(tx, tenant, kind));
    return { kind, language, ...textFor(kind, language, own) };
  }

  /** A text with invented values: the one in use, or another one that is tried. */
  async preview(principal: Principal, kind: NoticeKind, language: string, tried: NoticeText | null): Promise<Decision<NoticeText>> {
    const text = tried ? checkText(kind, tried) : accepted(await this.inUse(principal, kind, language));
    if (!text.ok) return text;
    const facts = { title: 'Boat handling', issuer: 'Riverside University', number: 'S-00000000AB', due: '2027-01-13', role: 'supervisor' };
    const link = linkOf({ kind, about: '00000000-0000-7000-8000-000000000000', facts }, await this.settings(principal), this.platform.publicUrl);
    return accepted(filled(text.value, { ...facts, link, name: 'Robin Example', earner: 'Kim Example' }));
  }

  /** @param text null goes back to the text that comes with the registry */
  async change(principal: Principal, kind: NoticeKind, language: string, text: NoticeText | null): Promise<Decision<TextInUse>> {
    const { tenant } = principal;
    if (tenant === null || !may(principal, 'ADMINISTER')) return refused(grantMissing('ADMINISTER'));
    const named = canonical(language);
    if (!named) return refused(refusal('INVALID_VALUE', 'A language has a BCP 47 tag, for example `pt-BR`.', 'language'));
    const checked = text && checkText(kind, text);
    if (checked && !checked.ok) return checked;
    await this.database.write({ tenant }, async (tx) => {
      if (checked) await this.store.put(tx, tenant, kind, named, checked.value, new Date(this.clock.now()));
      else await this.store.drop(tx, tenant, kind, named);
      await note(tx, { tenant, action: 'cairn.notice-template.changed', subject: tenant, subjectKind: 'TENANT' });
    });
    return accepted(await this.inUse(principal, kind, named));
  }

  settings(principal: Principal): Promise<NoticeSettings> {
    const tenant = administered(principal);
    return this.database.read({ tenant }, (tx) => this.store.settings(tx, tenant));
  }

  async settle(principal: Principal, settings: NoticeSettings): Promise<Decision<NoticeSettings>> {
    const { tenant } = principal;
    if (tenant === null || !may(principal, 'ADMINISTER')) return refused(grantMissing('ADMINISTER'));
    const faults = (['caseLink', 'awardLink'] as const).filter((field) => settings[field] !== null && !isHttps(settings[field]));
    if (faults.length > 0) return refused(...faults.map((field) => refusal('INVALID_VALUE', 'A link is an https address of at most 500 characters.', field)));
    await this.database.write({ tenant }, async (tx) => {
      await this.store.settle(tx, tenant, { ...settings, silent: [...new Set(settings.silent)].sort() });
      await note(tx, { tenant, action: 'cairn.notice-settings.changed', subject: tenant, subjectKind: 'TENANT' });
    });
    return accepted(await this.settings(principal));
  }
}

function administered(principal: Principal): string {
  const { tenant } = principal;
  if (tenant === null || !may(principal, 'ADMINISTER')) throw forbidden('What people are told is decided on by those who ADMINISTER.');
  return tenant;
}

const isHttps = (text: string): boolean => text.length <= 500 && URL.canParse(text) && new URL(text).protocol === 'https:';

function canonical(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined;
  }
}
