import type { Action, Deployment, IncidentView, Me } from '@smartops/contract';
import { mayAct } from '../../facts/action-kinds.ts';
import { actionLook, actionWord, statusNow } from '../../facts/actions.ts';
import { deployLabel } from '../../facts/happenings.ts';
import { isActive, liveAt, startOf } from '../../facts/incidents.ts';
import { formatSpan } from '../../format/duration.ts';
import { ask } from '../../live/asking.ts';
import { openModal } from '../../state/modal.ts';
import { setUrl } from '../../state/url-state.ts';
import { Age } from '../../ui/age.tsx';
import { Status } from '../../ui/glyph.tsx';
import { Head, Sheet } from '../../ui/sheet.tsx';

interface ActionsProps {
  view: IncidentView;
  me: Me | undefined;
  now: number;
}

/** What can be undone, and what is being done. */
export function IncidentActions({ view, me, now }: ActionsProps) {
  const { incident, suspect, actions } = view;
  const isBack = actions.some(
    ({ kind, status, target }) =>
      kind === 'rollback' && status === 'succeeded' && target.name === suspect?.name,
  );
  return (
    <>
      {suspect && isActive(incident) && !isBack && <Suspect suspect={suspect} view={view} me={me} />}
      {actions.length > 0 && (
        <Sheet label="Actions">
          <Head line title="Actions" note={`${actions.length}`} />
          <ul className="list">
            {actions.map((action) => (
              <Row key={action.id} action={action} now={now} />
            ))}
          </ul>
        </Sheet>
      )}
    </>
  );
}

function Suspect({ suspect, view, me }: { suspect: Deployment; view: IncidentView; me: Me | undefined }) {
  const { id, name, title, commit, author } = suspect;
  const before = startOf(view.incident) - liveAt(suspect);
  return (
    <Sheet label={`Deployed before: ${name}`}>
      <Head line title={`Deployed before: ${deployLabel(suspect)}`} />
      <dl className="kv px-4 py-3">
        <dt>Change</dt>
        <dd>{title}</dd>
        <dt>Live</dt>
        <dd>{formatSpan(before)} before this began</dd>
        <dt>By</dt>
        <dd>
          {author}, <span className="mono">{commit}</span>
        </dd>
      </dl>
      <div className="suspect-acts">
        {mayAct(me) && (
          <button
            type="button"
            className="btn md ink"
            onClick={() => ask({ kind: 'rollback', target: id, name })}
          >
            Roll back…
          </button>
        )}
        <button
          type="button"
          className="btn md"
          onClick={() => setUrl({ compare: id, with: undefined }, 'push')}
        >
          What changed
        </button>
        <button type="button" className="btn md" onClick={() => openModal('deployment-logs', id)}>
          Logs
        </button>
      </div>
      <p className="foot">
        It came just before, which proves nothing. Rolling back shows what would happen first.
      </p>
    </Sheet>
  );
}

function Row({ action, now }: { action: Action; now: number }) {
  const { id, summary, proposed, approved, steps } = action;
  const status = statusNow(action, now);
  return (
    <li className="action-row">
      <Status look={actionLook[status]}>{actionWord[status]}</Status>
      <div className="min-w-0">
        <button type="button" className="row-open font-medium" onClick={() => openModal('action', id)}>
          {summary.title}
        </button>
        <p className="text-fg-2 text-xs">
          {steps.at(-1)?.text ?? (approved ? `approved by ${approved.by}` : `proposed by ${proposed.by}`)} ·{' '}
          <Age at={Date.parse(steps.at(-1)?.at ?? approved?.at ?? proposed.at)} />
        </p>
      </div>
    </li>
  );
}
