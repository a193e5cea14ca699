import type { Alert, AlertStep } from '@smartops/contract';
import { mayAct } from '../../facts/action-kinds.ts';
import { actOnAlerts } from '../../live/act-on-alerts.ts';
import { useMe } from '../../live/call.ts';
import { BusyButton } from '../../ui/busy-button.tsx';
import { useAct } from '../../ui/use-act.ts';
import { AlertActs } from './alert-acts.tsx';
import { AlertChart } from './alert-chart.tsx';
import { AlertFacts } from './alert-facts.tsx';
import { AlertHead } from './alert-head.tsx';
import { AlertHistory } from './alert-history.tsx';
import { AlertTold } from './alert-told.tsx';
import { ChangedBefore } from './changed-before.tsx';

interface AlertDetailProps {
  alert: Alert;
  history: readonly AlertStep[] | undefined;
}

/** What one wants to know of an alert, in the order one asks. */
export function AlertDetail({ alert, history }: AlertDetailProps) {
  return (
    <>
      <section className="blk">
        <AlertHead alert={alert} />
        <AlertActs alert={alert} />
      </section>
      <ChangedBefore alert={alert} />
      {alert.metricId && <AlertChart alert={alert} metricId={alert.metricId} />}
      <AlertFacts alert={alert} />
      <AlertTold alert={alert} />
      <AlertHistory history={history} />
    </>
  );
}

/** Absent for those who may only look. */
export function NoteForm({ alert }: { alert: Alert }) {
  const me = useMe();
  const { busy, failure, act } = useAct(async (form: HTMLFormElement) => {
    const text = String(new FormData(form).get('note') ?? '').trim();
    if (text && (await actOnAlerts([alert], { verb: 'note', text }, me?.name ?? ''))) form.reset();
  });
  if (!mayAct(me)) return null;
  return (
    <form
      className="note-form"
      onSubmit={(event) => {
        event.preventDefault();
        act(event.currentTarget);
      }}
    >
      <input
        className="text"
        name="note"
        id="alert-note"
        maxLength={2_000}
        placeholder="Write a note"
        aria-label="Write a note"
        autoComplete="off"
      />
      <BusyButton busy={busy} look="md">
        Add
      </BusyButton>
      {failure && <p className="err">{failure}</p>}
    </form>
  );
}
