import { bulkModule } from '@cairn/bulk';
import { Module } from '@nestjs/common';
import { SkillClosureStore } from '../skill-closure/skill-closure.store.js';
import { SkillPublication } from '../skill-closure/skill-publication.service.js';
import { SkillFrameworkNodes } from '../skill-framework/skill-framework-nodes.js';
import { SkillFrameworkReader } from '../skill-framework/skill-framework.reader.js';
import { SkillFrameworkResolver } from '../skill-framework/skill-framework.resolver.js';
import { SkillFrameworkService } from '../skill-framework/skill-framework.service.js';
import { SkillFrameworkStore } from '../skill-framework/skill-framework.store.js';
import { SkillGenerationStore } from '../skill-framework/skill-generation.store.js';
import { SkillCompletion } from '../skill-import/skill-completion.service.js';
import { SkillImportResolver } from '../skill-import/skill-import.resolver.js';
import { SkillImportService } from '../skill-import/skill-import.service.js';
import { SkillImportWork } from '../skill-import/skill-import.work.js';
import { SkillJobRunner } from '../skill-import/skill-job-runner.js';
import { SkillJobStore } from '../skill-import/skill-job.store.js';
import { CaseController } from '../skill-pages/case.controller.js';
import { CtdlAsnController } from '../skill-pages/ctdl-asn.controller.js';
import { PublicSkills } from '../skill-pages/public-skills.service.js';
import { SkillNameStore } from '../skill-search/skill-name.store.js';
import { SkillSearchResolver } from '../skill-search/skill-search.resolver.js';
import { SkillSearchService } from '../skill-search/skill-search.service.js';
import { AlignmentResolver } from './alignment.resolver.js';
import { SkillReader } from './skill.reader.js';
import { SkillResolver } from './skill.resolver.js';
import { SkillStore } from './skill.store.js';

const providers = [
  SkillFrameworkStore,
  SkillGenerationStore,
  SkillFrameworkReader,
  SkillFrameworkNodes,
  SkillFrameworkService,
  SkillFrameworkResolver,
  SkillClosureStore,
  SkillNameStore,
  SkillPublication,
  SkillJobStore,
  SkillCompletion,
  SkillImportWork,
  SkillJobRunner,
  SkillImportService,
  SkillImportResolver,
  SkillStore,
  SkillReader,
  SkillResolver,
  SkillSearchService,
  SkillSearchResolver,
  AlignmentResolver,
  PublicSkills,
];

const bulk = bulkModule('achievements');

/** Frameworks of skills: imports, what is read of them, and what search joins. Other imports of the service share its uploads and jobs. */
@Module({ imports: [bulk], controllers: [CaseController, CtdlAsnController], providers, exports: [bulk] })
export class SkillModule {}
