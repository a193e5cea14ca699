import { randomUUID } from 'node:crypto';
import type { SilenceForm } from '@smartops/contract';
import { AppError, ConflictError, NotFoundError } from '../../platform/errors.ts';
import { handOf } from '../act-on-alerts.ts';
import type { AlertContext, Doer } from '../context.ts';
import { settleAll } from '../settle.ts';
import { phaseAt, type StoredSilence } from './silence.ts';
import { silenceStore } from './store.ts';

/** Keeps quiet from now on. Throws AppError. */
export async function createSilence(
  form: SilenceForm,
  doer: Doer,
  context: AlertContext,
): Promise<StoredSilence> {
  const at = context.now();
  const silence: StoredSilence = {
    ...written(form, at),
    id: randomUUID(),
    createdAt: at,
    createdBy: handOf(doer).name,
    changedAt: null,
    changedBy: null,
  };
  return put('silence.create', silence, doer, context, (tx) =>
    silenceStore(tx, context.workspace).add(silence),
  );
}

/** Throws NotFoundError, ConflictError when it has ended, and AppError. */
export async function updateSilence(
  id: string,
  form: SilenceForm,
  doer: Doer,
  context: AlertContext,
): Promise<StoredSilence> {
  return change(id, 'silence.update', doer, context, (before, at) => ({ ...before, ...written(form, at) }));
}

/** Ends it before its time. Throws NotFoundError, and ConflictError when it has ended. */
export async function endSilence(id: string, doer: Doer, context: AlertContext): Promise<StoredSilence> {
  return change(id, 'silence.end', doer, context, (before, at) => ({
    ...before,
    startsAt: Math.min(before.startsAt, at),
    endsAt: at,
  }));
}

async function change(
  id: string,
  action: string,
  doer: Doer,
  context: AlertContext,
  edit: (before: StoredSilence, at: number) => StoredSilence,
): Promise<StoredSilence> {
  const { database, workspace, now } = context;
  const known = await silenceStore(database, workspace).find(id);
  if (!known) throw new NotFoundError('Silence', id);
  return put(action, known, doer, context, async (tx) => {
    const at = now();
    const before = await silenceStore(tx, workspace).find(id);
    if (!before) throw new NotFoundError('Silence', id);
    if (phaseAt(before, at).state === 'ended') throw new ConflictError('It has ended. Make a new one');
    const after = { ...edit(before, at), changedAt: at, changedBy: handOf(doer).name };
    await silenceStore(tx, workspace).change(after);
  });
}

async function put(
  action: string,
  { id, comment }: StoredSilence,
  doer: Doer,
  context: AlertContext,
  write: (tx: Parameters<Parameters<Doer['privileged']>[1]>[0]) => Promise<void>,
): Promise<StoredSilence> {
  const { workspace, now, follow } = context;
  const step = { action, target: comment, detail: { id } };
  const written = await doer.privileged(step, async (tx) => {
    await write(tx);
    await follow(tx, await settleAll(tx, { workspace, now: now() }));
    const stored = await silenceStore(tx, workspace).find(id);
    if (!stored) throw new NotFoundError('Silence', id);
    return stored;
  });
  context.changed();
  return written;
}

function written(form: SilenceForm, now: number) {
  const { matchers, comment, weekly, exceptCritical } = form;
  const startsAt = Date.parse(form.startsAt);
  const endsAt = form.endsAt === null ? null : Date.parse(form.endsAt);
  if (endsAt === null && !weekly) throw new AppError('invalid', 'Say when it ends');
  if (endsAt !== null && endsAt <= Math.max(startsAt, now))
    throw new AppError('invalid', 'It ends before it begins, or has ended by now');
  return { matchers, comment, startsAt, endsAt, weekly, exceptCritical };
}
