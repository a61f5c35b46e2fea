import { ShareCopyStore } from '../share/share-copy.store.js';
import { AwardForms } from './award-forms.service.js';
import { AwardOpening } from './award-opening.service.js';
import { BrowserScript } from './browser-script.service.js';
import { CredentialController } from './credential.controller.js';
import { IssuerController } from './issuer.controller.js';
import { DisplayKitResolver } from './kit/display-kit.resolver.js';
import { Pictures } from './kit/pictures.js';
import { PublicAwardStore } from './public-award.store.js';
import { PublicCredentialService } from './public-credential.service.js';
import { PublicIssuerService } from './public-issuer.service.js';
import { StatusListController } from './status-list.controller.js';
import { VerifyPageController } from './verify.controller.js';

/** What anybody may read, and what of it is shown to whoever has a link. */
export const publicProviders = [ShareCopyStore, PublicAwardStore, AwardOpening, PublicCredentialService, Pictures, AwardForms, BrowserScript, PublicIssuerService, DisplayKitResolver];

export const publicControllers = [CredentialController, IssuerController, StatusListController, VerifyPageController];
