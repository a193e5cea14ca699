import type { AlertAct } from '@smartops/contract';
import { AppError, FieldError, NotFoundError } from '../platform/errors.ts';
import type { Hand, StoredAlert } from './alert.ts';
import type { AlertContext, Doer } from './context.ts';
import { lifeStore } from './life-store.ts';
import { act, type Deed } from './verbs.ts';

/** Does one thing to one alert, once. Throws NotFoundError, ConflictError with who was faster, and AppError. */
export async function actOnAlert(
  id: string,
  asked: AlertAct,
  doer: Doer,
  context: AlertContext,
): Promise<StoredAlert> {
  const done = await actOnce(id, await toDeed(asked, doer, context), doer, context);
  context.changed();
  return done;
}

export type BulkAnswer =
  | { readonly id: string; readonly alert: StoredAlert }
  | { readonly id: string; readonly error: AppError };

/** The same for many, each in a transaction of its own: one that cannot be stops none of the others. */
export async function actOnAlerts(
  ids: readonly string[],
  asked: AlertAct,
  doer: Doer,
  context: AlertContext,
): Promise<BulkAnswer[]> {
  const deed = await toDeed(asked, doer, context);
  const answers: BulkAnswer[] = [];
  for (const id of new Set(ids)) {
    const answer = await actOnce(id, deed, doer, context).catch((error: unknown) => {
      if (error instanceof AppError) return error;
      throw error;
    });
    answers.push(answer instanceof AppError ? { id, error: answer } : { id, alert: answer });
  }
  context.changed();
  return answers;
}

async function actOnce(id: string, deed: Deed, doer: Doer, context: AlertContext): Promise<StoredAlert> {
  const { workspace, now, isSender, follow } = context;
  const [found] = await lifeStore(context.database, workspace).peek(id);
  if (!found) throw new NotFoundError('Alert', id);
  const step = { action: `alert.${deed.verb}`, target: found.title, detail: { id, ...detailOf(deed) } };
  return doer.privileged(step, async (tx) => {
    const store = lifeStore(tx, workspace);
    const [alert] = await store.lock([id]);
    if (!alert) throw new NotFoundError('Alert', id);
    const moment = { by: handOf(doer), now: now(), isSender: isSender(alert.connectionId) };
    const turn = act(alert, deed, moment);
    if (!turn) return alert;
    await store.save([turn.alert]);
    await store.record(turn.steps.map((one) => ({ ...one, alertId: id })));
    const hand = { verb: deed.verb, by: moment.by, at: moment.now };
    await follow(tx, [{ change: turn.change, alert: turn.alert, hand }]);
    return turn.alert;
  });
}

export const handOf = ({ caller }: Doer): Hand => ({
  name: caller.name,
  id: caller.kind === 'loopback' ? null : caller.id,
});

async function toDeed(asked: AlertAct, doer: Doer, { member }: AlertContext): Promise<Deed> {
  if (asked.verb === 'snooze')
    return { verb: 'snooze', until: asked.until === null ? null : Date.parse(asked.until) };
  if (asked.verb !== 'assign') return asked;
  if (asked.to === null) return { verb: 'assign', to: null };
  if (asked.to === 'me') return { verb: 'assign', to: handOf(doer) };
  const to = await member(asked.to);
  if (!to) throw new FieldError('act.to', 'Nobody here is meant by that. Choose a member');
  return { verb: 'assign', to };
}

function detailOf(deed: Deed): Readonly<Record<string, string | null>> {
  if (deed.verb === 'dismiss') return { reason: deed.reason ?? null };
  if (deed.verb === 'assign') return { to: deed.to?.name ?? null };
  if (deed.verb === 'snooze')
    return { until: deed.until === null ? null : new Date(deed.until).toISOString() };
  return {};
}
