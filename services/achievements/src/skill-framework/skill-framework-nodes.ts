import { type Platform, PLATFORM } from '@cairn/service';
import { publicId } from '@cairn/subgraph';
import { Inject, Injectable } from '@nestjs/common';
import type { ShownFramework } from './skill-framework.store.js';

/** Frameworks as the schema has them; texts and skills are resolved on demand. */
@Injectable()
export class SkillFrameworkNodes {
  constructor(@Inject(PLATFORM) private readonly platform: Platform) {}

  of(framework: ShownFramework) {
    const { publicUrl } = this.platform;
    const { document } = framework;
    return {
      ...framework,
      __typename: 'SkillFramework' as const,
      id: publicId('SkillFramework', framework.id),
      uuid: framework.id,
      format: document.format,
      language: document.language,
      publisher: document.publisher,
      caseUrl: `${publicUrl}/ims/case/v1p1/CFPackages/${framework.id}`,
      ctdlAsnUrl: `${publicUrl}/skills/frameworks/${framework.id}`,
    };
  }
}

export type SkillFrameworkNode = ReturnType<SkillFrameworkNodes['of']>;
