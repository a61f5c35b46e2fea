import { bakePng, bakeSvg } from '@cairn/credentials';
import { outlinePdf } from '@cairn/print';
import { CLOCK, type Platform, PLATFORM } from '@cairn/service';
import { type Clock, today } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { toString as qrCode } from 'qrcode';
import type { AwardForm } from './award-form.js';
import type { OpenedAward } from './award-opening.service.js';
import { awardOutline } from './kit/award-outline.js';
import { expiryCalendar } from './kit/calendar.js';
import { badgeSvg, previewSvg } from './kit/picture.js';
import { Pictures } from './kit/pictures.js';
import { oEmbed } from './kit/snippets.js';
import { PublicCredentialService } from './public-credential.service.js';
import type { ShownAward } from './shown-award.js';

type Content = string | Buffer | undefined;

/** Awards in every form but the page. Nothing is made of an award that cannot be signed. */
@Injectable()
export class AwardForms {
  constructor(
    private readonly credentials: PublicCredentialService,
    private readonly pictures: Pictures,
    @Inject(PLATFORM) private readonly platform: Platform,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Undefined where there is nothing of that form. */
  async of(opened: OpenedAward, form: Exclude<AwardForm, 'PAGE'>): Promise<Content> {
    if (form === 'LD') return this.credentials.document(opened);
    if (form === 'JWS') return this.credentials.document(opened, 'OB3_JWT');
    if (form === 'VC_JWT') return this.credentials.document(opened, 'VC_JOSE');
    const award = await this.credentials.award(opened);
    return award && this.shown(opened, award, form);
  }

  private async shown(opened: OpenedAward, award: ShownAward, form: Exclude<AwardForm, 'PAGE' | 'LD' | 'JWS' | 'VC_JWT'>): Promise<Content> {
    switch (form) {
      case 'PNG':
        return this.baked(opened, async (text) => bakePng(await this.pictures.png(badgeSvg(award)), text));
      case 'SVG':
        return this.baked(opened, async (text) => bakeSvg(badgeSvg(award), text));
      case 'PDF':
        return outlinePdf(awardOutline(award, today(this.clock)));
      case 'CALENDAR':
        return expiryCalendar(award);
      case 'PREVIEW':
        return this.pictures.png(previewSvg(award));
      case 'OEMBED':
        return JSON.stringify(oEmbed(award, this.platform.publicUrl));
      case 'QR':
        return qrCode(award.url, { type: 'svg', errorCorrectionLevel: 'M', margin: 2 });
    }
  }

  /** The picture is kept, what is baked is not: a credential that is renewed is another one. */
  private async baked<Image extends string | Buffer>(opened: OpenedAward, bake: (text: string) => Promise<{ ok: true; image: Image } | { ok: false }>): Promise<Content> {
    const text = await this.credentials.document(opened);
    const baked = text === undefined ? undefined : await bake(text);
    return baked?.ok ? baked.image : undefined;
  }
}
