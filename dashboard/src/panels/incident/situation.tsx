import type { IncidentView, Me } from '@smartops/contract';
import { incidentLook, incidentWord, startOf, stepOf, tailOf } from '../../facts/incidents.ts';
import { severityWord } from '../../facts/looks.ts';
import { formatMinute } from '../../format/time.ts';
import { useRange, withRange } from '../../state/range.ts';
import { BusyButton } from '../../ui/busy-button.tsx';
import { Glyph } from '../../ui/glyph.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import type { DialogName } from './dialogs.tsx';
import { IncidentFacts } from './facts.tsx';
import { IncidentMenu } from './menu.tsx';
import { IncidentRuler } from './ruler.tsx';
import { type Step, write } from './use-keys.ts';

interface SituationProps {
  view: IncidentView;
  now: number;
  me: Me | undefined;
  step: Step;
  open: (name: DialogName) => void;
}

/** One sentence, four facts, and everything that happened around it on one clock. */
export function IncidentSituation({ view, now, me, step, open }: SituationProps) {
  const { incident } = view;
  const look = incidentLook(incident);
  const { name, severity, status, assignee, acknowledgement } = incident;
  const range = useRange();
  return (
    <section className={`sheet sit c-${look}`} aria-label={`Incident ${name}`}>
      <div className="sit-head">
        <Glyph look={look} />
        <div className="sit-words">
          <h2>
            {incident.title} <span>{tailOf(view, now)}</span>
          </h2>
          <p className="sit-meta">
            <span>
              <PageLink href={withRange('/incidents/all', range)}>Incidents</PageLink> / <b>{name}</b>
            </span>
            <span>{severityWord[severity]}</span>
            <span>{incidentWord[status]}</span>
            {incident.mergedInto && <span>part of {incident.mergedInto}</span>}
            <span>{assignee ?? 'nobody has taken it'}</span>
            {acknowledgement && <span>acknowledged {formatMinute(Date.parse(acknowledgement.at))}</span>}
            {incident.demo && <span className="tag demo">Demo</span>}
          </p>
          {step.failure && (
            <p className="err" role="alert">
              {step.failure}
            </p>
          )}
        </div>
        <Acts view={view} me={me} step={step} open={open} />
      </div>
      <IncidentFacts view={view} now={now} />
      <IncidentRuler view={view} now={now} onset={startOf(incident)} />
    </section>
  );
}

function Acts({ view, me, step, open }: Omit<SituationProps, 'now'>) {
  const next = stepOf(view.incident, me);
  return (
    <div className="sit-acts">
      {next === 'take' && (
        <BusyButton type="button" busy={step.busy} look="md ink" onClick={step.take} title="Acknowledge (a)">
          Acknowledge
        </BusyButton>
      )}
      {(next === 'take' || next === 'resolve') && (
        <button type="button" className="btn md" title="Resolve (r)" onClick={() => open('resolve')}>
          Resolve
        </button>
      )}
      {next === 'resolve' && (
        <button type="button" className="btn md" title="Add note (n)" onClick={write}>
          Add note
        </button>
      )}
      {view.incident.status === 'resolved' && (
        <button type="button" className="btn md ink" onClick={() => open('post-mortem')}>
          Post-mortem
        </button>
      )}
      {next === 'reopen' && (
        <BusyButton type="button" busy={step.busy} look="md" onClick={step.reopen}>
          Open again
        </BusyButton>
      )}
      <IncidentMenu incident={view.incident} me={me} open={open} />
    </div>
  );
}
