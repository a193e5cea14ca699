import { severityLook } from '../../facts/looks.ts';
import type { Wrong } from '../../facts/situation.ts';
import { troubleName } from '../../facts/trouble.ts';
import { plural } from '../../format/number.ts';
import { Elapsed, Lasting } from '../../ui/age.tsx';
import { Status } from '../../ui/glyph.tsx';

const shown = 2;

/** What else is going on, in one line: nothing here outshouts the worst. */
export function Also({ wrong: { others, running, troubles, worst } }: { wrong: Wrong }) {
  // An incident speaks for its alerts.
  const elsewhere = others.filter(
    ({ kind, incident, resourceId }) => resourceId !== worst.resourceId && !(kind === 'alert' && incident),
  );
  const [deploy] = running;
  const [trouble] = troubles;
  if (elsewhere.length === 0 && !deploy && !trouble) return null;
  return (
    <div className="also">
      <span>Also:</span>
      {elsewhere.slice(0, shown).map(({ id, severity, title, since }) => (
        <Status key={id} look={severityLook[severity]}>
          <span>
            <b>{title}</b> <Lasting since={since} />
          </span>
        </Status>
      ))}
      {elsewhere.length > shown && <span>{plural(elsewhere.length - shown, 'more alert')}</span>}
      {deploy && (
        <Status look="running">
          <span>
            <b>{plural(running.length, 'deploy')} running</b> {deploy.name} to {deploy.environment},{' '}
            <Elapsed since={Date.parse(deploy.timestamp)} />
          </span>
        </Status>
      )}
      {trouble && (
        <Status look="warning">
          <span>
            <b>{plural(troubles.length, 'source')} failing</b>{' '}
            {troubles.slice(0, shown).map(troubleName).join(', ')}
          </span>
        </Status>
      )}
    </div>
  );
}
