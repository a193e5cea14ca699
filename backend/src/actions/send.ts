import { ConflictError } from '../platform/errors.ts';
import type { ActionContext, Doer } from './context.ts';
import { findFor } from './find-for.ts';
import { statusAt } from './lifecycle.ts';
import { sign } from './propose.ts';
import { actionStore } from './store.ts';
import type { StoredAction } from './stored-action.ts';

/** Shows a proposal to those who may approve it. Throws NotFoundError and ConflictError. */
export async function send(id: string, doer: Doer, context: ActionContext): Promise<StoredAction> {
  const { workspace, now } = context;
  const found = await findFor(doer.caller, id, context);
  const step = { action: 'action.send', target: found.summary.title, detail: { id } };
  const sent = await doer.privileged(step, async (tx) => {
    const at = now();
    const asked =
      statusAt(found, at) === 'proposed' && (await actionStore(tx, workspace).send(id, sign(doer, at)));
    if (!asked) throw new ConflictError('It waits for approval no longer');
    return asked;
  });
  context.changed();
  return sent;
}
