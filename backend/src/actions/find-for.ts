import { NotFoundError } from '../platform/errors.ts';
import type { Caller } from '../platform/http/caller.ts';
import type { ActionContext } from './context.ts';
import { actionStore } from './store.ts';
import type { Signature, StoredAction } from './stored-action.ts';

type Reader = Pick<Caller, 'kind' | 'id'>;

/** How somebody's signature names them. */
export const signerId = ({ kind, id }: Reader): Signature['id'] => (kind === 'loopback' ? null : id);

/** An action that this caller may see: a proposal is its proposer's own until it is sent. Throws NotFoundError. */
export async function findFor(
  caller: Reader,
  id: string,
  { database, workspace }: Pick<ActionContext, 'database' | 'workspace'>,
): Promise<StoredAction> {
  const found = await actionStore(database, workspace).find(id);
  if (!found || !isSeenBy(found, signerId(caller))) throw new NotFoundError('Action', id);
  return found;
}

const isSeenBy = ({ status, sent, proposed }: StoredAction, reader: Signature['id']) =>
  status !== 'proposed' || sent !== null || proposed.id === reader;
