import { GatewayOnly, RestFaults, type Platform, PLATFORM } from '@cairn/service';
import { publicId, uuidOf } from '@cairn/subgraph';
import { Controller, Get, Inject, Post, Req, Res, UseFilters, UseGuards } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { default as Provider } from 'oidc-provider';
import { Accounts } from '../account/accounts.service.js';
import { type OpenIdProvider, Providers } from '../authorization/providers.service.js';
import { registeredForMember } from '../authorization/registered-for.js';
import { foreign, send } from './account.controller.js';
import { clientAddress } from './client-address.js';
import { consentPage } from './consent-page.js';
import type { FormState } from './forms.js';
import { FormGuard } from './form-guard.service.js';
import { errorPage, signInPage } from './plain-pages.js';

type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>;

/** The pages between a front end's request and its answer: who is it, and does he agree? */
@Controller('oidc/interaction/:uid')
@UseFilters(RestFaults)
@UseGuards(GatewayOnly)
export class InteractionController {
  private readonly path: string;

  constructor(
    private readonly providers: Providers,
    private readonly accounts: Accounts,
    private readonly guard: FormGuard,
    @Inject(PLATFORM) { publicUrl }: Platform,
  ) {
    this.path = new URL(`${publicUrl}/oidc`).pathname;
  }

  @Get()
  show(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.during(request, response, (provider, interaction) =>
      interaction.prompt.name === 'consent'
        ? this.showConsent(provider, interaction, request, response)
        : this.showSignIn(provider, interaction, request, response, 200, {}),
    );
  }

  @Post('sign-in')
  signIn(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.submitted(request, response, async (provider, interaction, { email = '', password = '' }) => {
      if (interaction.prompt.name !== 'login') return this.showConsent(provider, interaction, request, response);
      const known = await this.accounts.signIn(email, password, clientAddress(request));
      if (known.ok) {
        const login = { accountId: publicId('Account', known.value.id) };
        return provider.interactionFinished(request, response, { login }, { mergeWithLastSubmission: false });
      }
      const status = known.refusals.some(({ code }) => code === 'THROTTLED') ? 429 : 422;
      return this.showSignIn(provider, interaction, request, response, status, { email, wrong: known.refusals.map(({ message }) => message) });
    });
  }

  @Post('agree')
  agree(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.submitted(request, response, async (provider, interaction) => {
      if (interaction.prompt.name !== 'consent') return this.showSignIn(provider, interaction, request, response, 200, {});
      const grantId = await grantTo(provider, interaction);
      await provider.interactionFinished(request, response, { consent: { grantId } }, { mergeWithLastSubmission: true });
    });
  }

  @Post('abort')
  abort(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.submitted(request, response, (provider) =>
      provider.interactionFinished(request, response, { error: 'access_denied', error_description: 'The person refused.' }, { mergeWithLastSubmission: false }),
    );
  }

  private submitted(
    request: Request,
    response: Response,
    act: (provider: Provider, interaction: Interaction, fields: Readonly<Record<string, string>>) => Promise<void>,
  ): Promise<void> {
    return this.during(request, response, async (provider, interaction) => {
      const fields = await this.guard.fields(request, response);
      if (!fields) return foreign(response);
      await act(provider, interaction, fields);
    });
  }

  /** Only the browser that began gets anywhere: oidc-provider finds the interaction by its cookie. */
  private async during(request: Request, response: Response, act: (provider: Provider, interaction: Interaction) => Promise<void>): Promise<void> {
    const { provider }: OpenIdProvider = await this.providers.current();
    const interaction = await provider.interactionDetails(request, response).catch((error: unknown) => {
      if (error instanceof Error && error.name === 'SessionNotFound') return undefined;
      throw error;
    });
    if (!interaction || interaction.uid !== request.params.uid) {
      return send(response, 400, errorPage('INTERACTION_ENDED', 'This page is too old, or was begun in another browser. Go back to where you came from and sign in again.'));
    }
    await act(provider, interaction);
  }

  private async showSignIn(provider: Provider, { uid, params }: Interaction, request: Request, response: Response, status: number, state: FormState): Promise<void> {
    const base = `${this.path}/interaction/${uid}`;
    const shown = {
      action: `${base}/sign-in`,
      abort: `${base}/abort`,
      register: `${this.path}/register`,
      token: this.guard.token(request, response),
      client: await clientName(provider, params),
    };
    send(response, status, signInPage(shown, state), formActions(params));
  }

  private async showConsent(provider: Provider, interaction: Interaction, request: Request, response: Response): Promise<void> {
    const { uid, params, prompt, session } = interaction;
    const client = await provider.Client.find(String(params.client_id));
    const accountId = uuidOf('Account', session?.accountId ?? '');
    const account = accountId && (await this.accounts.active(accountId));
    const base = `${this.path}/interaction/${uid}`;
    const page = consentPage({
      client: await clientName(provider, params),
      host: new URL(String(params.redirect_uri)).host,
      isUnknown: client?.metadata()[registeredForMember] === undefined,
      scopes: missingScopes(prompt.details),
      account: (account && (account.email ?? account.name)) || 'yourself',
      token: this.guard.token(request, response),
      agree: `${base}/agree`,
      abort: `${base}/abort`,
    });
    send(response, 200, page, formActions(params));
  }
}

/** The redirect after the form leads to the front end; browsers hold `form-action` against redirects, too. */
function formActions({ redirect_uri: uri }: Interaction['params']): readonly string[] {
  const { origin } = new URL(String(uri));
  return origin === 'null' ? ["'self'"] : ["'self'", origin];
}

async function clientName(provider: Provider, { client_id: id }: Interaction['params']): Promise<string> {
  const client = await provider.Client.find(String(id));
  return client?.clientName ?? 'the program that sent you';
}

interface Missing {
  readonly missingOIDCScope?: readonly string[];
  readonly missingResourceScopes?: Readonly<Record<string, readonly string[]>>;
}

const missingScopes = ({ missingOIDCScope = [], missingResourceScopes = {} }: Missing): string[] => [
  ...new Set([...missingOIDCScope, ...Object.values(missingResourceScopes).flat()]),
];

/** Adds what was agreed to to the grant there is, or to a new one. */
async function grantTo(provider: Provider, { grantId, session, params, prompt }: Interaction): Promise<string> {
  const { missingOIDCScope, missingResourceScopes = {} } = prompt.details as Missing;
  const found = grantId ? await provider.Grant.find(grantId) : undefined;
  const grant = found ?? new provider.Grant({ accountId: session?.accountId, clientId: String(params.client_id) });
  if (missingOIDCScope) grant.addOIDCScope(missingOIDCScope.join(' '));
  for (const [resource, scopes] of Object.entries(missingResourceScopes)) grant.addResourceScope(resource, scopes.join(' '));
  return grant.save();
}
