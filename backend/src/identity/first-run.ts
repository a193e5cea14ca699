import type { identityShapes } from '@smartops/contract';
import { hashPassword } from 'better-auth/crypto';
import type { z } from 'zod';
import { AppError, ConflictError } from '../platform/errors.ts';
import { type Doer, type IdentityContext, privileged, type Sql } from './context.ts';
import { memberStore } from './member-store.ts';
import { personStore } from './person-store.ts';
import { singleUseStore } from './single-use-store.ts';
import { newSpokenToken, newToken, spoken } from './token.ts';
import { workspaceStore } from './workspace-store.ts';

const validMs = 30 * 60_000;

/** The token that makes the administrator; undefined when there is one. An earlier one stops working. */
export async function offerFirstRun(context: IdentityContext): Promise<string | undefined> {
  const { database, workspace, now } = context;
  const tokens = singleUseStore(database, workspace);
  await tokens.removeAll('first-run');
  if (await memberStore(database, workspace).hasAdmin()) return undefined;
  const token = newSpokenToken();
  const expiresAt = now() + validMs;
  await tokens.add({ token: spoken(token), purpose: 'first-run', bearer: '', expiresAt });
  return token;
}

/** Makes the administrator. Throws AppError when the token does not work, ConflictError when there is one already. */
export async function firstRun(
  input: z.output<typeof identityShapes.firstRun.input>,
  doer: Doer,
  context: IdentityContext,
): Promise<void> {
  const { workspace, now } = context;
  const { email, name } = input;
  const passwordHash = await hashPassword(input.password);
  const step = {
    action: 'workspace.first-run',
    target: email,
    doer: { ...doer, actor: { ...doer.actor, name } },
  };
  await privileged(step, context, async (tx: Sql) => {
    const admins = await memberStore(tx, workspace).lockAdmins();
    if (admins.length > 0) throw new ConflictError('There is an administrator already. Sign in');
    const at = now();
    const taken = await singleUseStore(tx, workspace).take(spoken(input.token), 'first-run', at);
    if (taken === undefined)
      throw new AppError('forbidden', 'This token does not work. Restart the server: it prints a new one');
    const id = newToken();
    if (!(await personStore(tx).addWithPassword({ id, name, email, passwordHash, at })))
      throw new ConflictError('Somebody has an account with this address already');
    await memberStore(tx, workspace).add({ userId: id, role: 'admin', approver: true }, at);
    await workspaceStore(tx).rename(workspace, input.workspace);
  });
}
