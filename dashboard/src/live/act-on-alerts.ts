import type { Alert, AlertAct } from '@smartops/contract';
import { mutate } from 'swr';
import { doneText, foreseen, undoOf } from '../facts/alerts.ts';
import { tellNews } from '../state/alert-news.ts';
import { overlay } from './alert-overlay.ts';
import { call } from './call.ts';
import { CallError } from './exchange.ts';

/** Until the stream has told what the reply says already. */
const lingerMs = 2_000;
const atOnce = 200;

/**
 * Does one thing to alerts and shows it at once; what the backend refuses is taken back, with its reason. What can be
 * undone offers that.
 */
export async function actOnAlerts(alerts: readonly Alert[], act: AlertAct, me: string): Promise<boolean> {
  for (const alert of alerts) overlay(alert.id, foreseen(alert, act, me, Date.now()));
  const refused: string[] = [];
  const done: Alert[] = [];
  for (let from = 0; from < alerts.length; from += atOnce) {
    const part = alerts.slice(from, from + atOnce);
    const { alerts: changed, problems } = await send(part, act);
    refused.push(...problems);
    done.push(...changed);
    settle(part, changed);
  }
  void mutate((key) => Array.isArray(key) && ['getAlert', 'listSilences'].includes(`${key[0]}`));
  tell(done, act, refused, me);
  return refused.length === 0;
}

async function send(alerts: readonly Alert[], act: AlertAct) {
  const [only] = alerts;
  try {
    if (alerts.length === 1 && only) {
      const { alert } = await call('actOnAlert', { id: only.id, act });
      return { alerts: [alert], problems: [] };
    }
    const { results } = await call('actOnAlerts', { ids: alerts.map(({ id }) => id), act });
    return {
      alerts: results.flatMap((one) => ('alert' in one ? [one.alert] : [])),
      problems: results.flatMap((one) => ('problem' in one ? [one.problem.detail] : [])),
    };
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    return { alerts: [], problems: alerts.map(() => error.message) };
  }
}

function settle(alerts: readonly Alert[], changed: readonly Alert[]): void {
  for (const { id } of alerts)
    overlay(
      id,
      changed.find((one) => one.id === id),
    );
  setTimeout(() => {
    for (const { id } of changed) overlay(id, undefined);
  }, lingerMs);
}

function tell(done: readonly Alert[], act: AlertAct, refused: readonly string[], me: string): void {
  const [first] = refused;
  if (first) {
    const many = refused.length > 1 ? `${refused.length} could not be changed. ` : '';
    tellNews({ text: `${many}${first}`, isFailure: true, undo: undefined });
    return;
  }
  const undo = undoOf(act);
  const text = doneText(
    act,
    done.map(({ title }) => title),
  );
  tellNews({
    text,
    isFailure: false,
    undo: undo && !isUndo(act) ? () => void actOnAlerts(done, undo, me) : undefined,
  });
}

const isUndo = (act: AlertAct) => act.verb === 'snooze' && act.until === null;
