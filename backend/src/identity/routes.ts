import { api, type Me, type SignInOptions } from '@smartops/contract';
import type { FastifyInstance } from 'fastify';
import { AppError } from '../platform/errors.ts';
import type { Caller } from '../platform/http/caller.ts';
import { type Asker, serve } from '../platform/http/serve.ts';
import { acceptInvitation, lookAtInvitation } from './accept-invitation.ts';
import { apiKeyStore } from './api-key-store.ts';
import type { Attempts } from './attempts.ts';
import { doerOf, type IdentityContext } from './context.ts';
import { createApiKey, revokeApiKey } from './create-api-key.ts';
import { firstRun } from './first-run.ts';
import { invitationStore } from './invitation-store.ts';
import { invite, revokeInvitation } from './invite.ts';
import { invitationLetter } from './letters.ts';
import type { Mail } from './mail.ts';
import { memberStore } from './member-store.ts';
import { revokeOtherSessions, revokeSession, sessionIdOf } from './revoke-session.ts';
import { sessionStore } from './session-store.ts';
import { createTicket } from './stream-access.ts';
import { removeMember, updateMember } from './update-member.ts';
import { workspaceStore } from './workspace-store.ts';

const done = { success: true } as const;

export interface IdentityPorts {
  readonly context: IdentityContext;
  readonly attempts: Attempts;
  readonly mail: Mail | undefined;
  readonly publicUrl: URL;
  readonly options: Pick<SignInOptions, 'mode' | 'version' | 'demo' | 'company'>;
}

export function identityRoutes(app: FastifyInstance, ports: IdentityPorts): void {
  meRoutes(app, ports);
  entryRoutes(app, ports);
  memberRoutes(app, ports);
  invitationRoutes(app, ports);
  keyRoutes(app, ports);
  sessionRoutes(app, ports);
}

function meRoutes(app: FastifyInstance, { context, options, mail }: IdentityPorts): void {
  const { database, workspace } = context;
  serve(app, api.getMe, async (_, asker) => ({ me: toMe(callerOf(asker)) }));
  serve(app, api.getSignInOptions, async () => ({
    ...options,
    firstRun: options.mode === 'required' && !(await memberStore(database, workspace).hasAdmin()),
    workspace: (await workspaceStore(database).find(workspace)).name,
    mail: mail !== undefined,
  }));
  serve(app, api.createStreamTicket, (_, asker) => createTicket(callerOf(asker), context));
}

/** What strangers may try; counted like a try to sign in. */
function entryRoutes(app: FastifyInstance, { context, attempts }: IdentityPorts): void {
  const counted = async <T>({ request }: Asker, work: () => Promise<T>): Promise<T> => {
    const attempt = { address: request.ip };
    const waitMs = await attempts.take(attempt);
    if (waitMs > 0)
      throw new AppError('rate-limited', `Too many tries; try again in ${Math.ceil(waitMs / 1_000)} s`);
    const done = await work();
    await attempts.succeeded(attempt);
    return done;
  };
  serve(app, api.firstRun, (input, asker) =>
    counted(asker, async () => {
      await firstRun(input, doerOf(asker), context);
      return done;
    }),
  );
  serve(app, api.lookAtInvitation, ({ token }, asker) =>
    counted(asker, async () => {
      const { email, role, expiresAt } = await lookAtInvitation(token, context);
      const { name } = await workspaceStore(context.database).find(context.workspace);
      return { email, role, expiresAt, workspace: name };
    }),
  );
  serve(app, api.acceptInvitation, (input, asker) =>
    counted(asker, async () => ({
      success: true,
      email: await acceptInvitation(input, doerOf(asker), context),
    })),
  );
}

function memberRoutes(app: FastifyInstance, { context }: IdentityPorts): void {
  const { database, workspace } = context;
  serve(app, api.listMembers, async () => ({ members: await memberStore(database, workspace).list() }));
  serve(app, api.updateMember, async (input, asker) => ({
    member: await updateMember(input, doerOf(asker), context),
  }));
  serve(app, api.removeMember, async ({ id }, asker) => {
    await removeMember(id, doerOf(asker), context);
    return done;
  });
}

function invitationRoutes(app: FastifyInstance, { context, mail, publicUrl }: IdentityPorts): void {
  const { database, workspace, now } = context;
  serve(app, api.listInvitations, async () => ({
    invitations: await invitationStore(database, workspace).list(now()),
  }));
  serve(app, api.invite, async (input, asker) => {
    const { invitation, token } = await invite(input, doerOf(asker), context);
    const url = new URL(`/invitation#token=${token}`, publicUrl).href;
    const { name } = await workspaceStore(database).find(workspace);
    const { email, invitedBy } = invitation;
    const mailed = await mail?.send(invitationLetter({ email, invitedBy, workspace: name, link: url }));
    return { invitation, url, mailed: mailed ?? false };
  });
  serve(app, api.revokeInvitation, async ({ id }, asker) => {
    await revokeInvitation(id, doerOf(asker), context);
    return done;
  });
}

function keyRoutes(app: FastifyInstance, { context }: IdentityPorts): void {
  const { database, workspace } = context;
  serve(app, api.listApiKeys, async () => ({ keys: await apiKeyStore(database, workspace).list() }));
  serve(app, api.createApiKey, (input, asker) =>
    createApiKey(input, { maker: callerOf(asker), doer: doerOf(asker) }, context),
  );
  serve(app, api.revokeApiKey, async ({ id }, asker) => {
    await revokeApiKey(id, doerOf(asker), context);
    return done;
  });
}

function sessionRoutes(app: FastifyInstance, { context }: IdentityPorts): void {
  const who = (asker: Asker) => ({ caller: callerOf(asker), doer: doerOf(asker) });
  serve(app, api.listSessions, async (_, asker) => {
    const caller = callerOf(asker);
    const store = sessionStore(context.database, caller.id);
    return { sessions: await store.list(sessionIdOf(caller), context.now()) };
  });
  serve(app, api.revokeSession, async ({ id }, asker) => {
    await revokeSession(id, who(asker), context);
    return done;
  });
  serve(app, api.revokeOtherSessions, async (_, asker) => {
    await revokeOtherSessions(who(asker), context);
    return done;
  });
}

/** The hook lets nobody through without one. */
function callerOf({ caller }: Asker): Caller {
  if (!caller) throw new AppError('unauthorized', 'Sign in, or send an API key');
  return caller;
}

function toMe({ standing, ...me }: Caller): Me {
  return me;
}
