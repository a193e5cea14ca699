import type { Alert } from '@smartops/contract';
import { ExternalLink } from 'lucide-react';
import type { ReactNode } from 'react';
import { ruleAddress } from '../../facts/rule-address.ts';
import { ruleWords } from '../../facts/rule-words.ts';
import { formatExact, formatMoment } from '../../format/time.ts';
import { useCall } from '../../live/call.ts';
import { useTopic } from '../../live/use-live.ts';
import { alertsPath, incidentPath } from '../../state/incident.ts';
import { useRange } from '../../state/range.ts';
import { useNow } from '../../ui/clock.ts';
import { PageLink } from '../../ui/page-link.tsx';

/** Where it is and why it fires; what is not known is left out. */
export function AlertFacts({ alert }: { alert: Alert }) {
  const now = useNow(60_000);
  const range = useRange();
  const { resourceName, resourceId, account, region, url, runbook, labels, source, dismissal } = alert;
  const connection = useTopic('sources')?.find(({ id }) => id === source);
  const incident = useTopic('incidents')?.find(({ id }) => id === alert.incidentId);
  const silence = useSilence(alert.silenceId);
  const rows: Readonly<Record<string, ReactNode>> = {
    Resource: (
      <PageLink
        className="link"
        title={`All alerts of ${resourceId}`}
        href={alertsPath(resourceName || resourceId, range)}
      >
        {resourceName || resourceId}
      </PageLink>
    ),
    Source: connection?.title ?? source,
    Account: account,
    Region: region,
    Console: url && <Out href={url}>Open at the source</Out>,
    Rule: <RuleLink alert={alert} />,
    Runbook: runbook && <Out href={runbook}>Open the runbook</Out>,
    Incident: incident && (
      <PageLink className="link" href={incidentPath(incident.name, range)}>
        {incident.name} {incident.title}
      </PageLink>
    ),
    Labels:
      Object.entries(labels)
        .map(([name, value]) => `${name}=${value}`)
        .join(', ') || null,
    Silence:
      silence &&
      `${silence.comment}, by ${silence.by}${
        silence.until ? `, to ${formatMoment(Date.parse(silence.until), now)}` : ''
      }`,
    Dismissed: dismissal && (
      <span title={formatExact(Date.parse(dismissal.at))}>
        by {dismissal.by}, {formatMoment(Date.parse(dismissal.at), now)}
        {dismissal.reason && `: ${dismissal.reason}`}
      </span>
    ),
  };
  return (
    <section className="blk">
      <h3 className="sr-only">Facts</h3>
      <dl className="kv">
        {Object.entries(rows).map(
          ([name, value]) =>
            value && (
              <div key={name} className="contents">
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
    </section>
  );
}

/** The rule that judged, in the version that it had; another monitoring system judges by rules of its own. */
function RuleLink({ alert: { ruleId, ruleVersion } }: { alert: Alert }) {
  const isForeign = ruleId.startsWith('sender:');
  const { data } = useCall('getRuleHistory', isForeign ? undefined : { id: ruleId });
  if (isForeign)
    return (
      <>
        judged by the sender, see{' '}
        <PageLink className="link" href="/incidents/senders">
          Senders
        </PageLink>
      </>
    );
  const [newest] = data?.versions ?? [];
  const judged = data?.versions.find(({ version }) => version === ruleVersion);
  return (
    <>
      <PageLink className="link" href={ruleAddress(ruleId)}>
        {newest?.spec.name ?? ruleId}
      </PageLink>{' '}
      <span className="text-fg-3">
        v{ruleVersion}
        {newest && newest.version > ruleVersion && `, now v${newest.version}`}
        {data?.deleted && ', deleted since'}
      </span>
      {judged && <div className="text-fg-2">{ruleWords(judged.spec)}</div>}
    </>
  );
}

function useSilence(id: string | null) {
  const { data } = useCall('listSilences', id ? {} : undefined);
  return data?.silences.find((one) => one.id === id);
}

const Out = ({ href, children }: { href: string; children: ReactNode }) => (
  <a className="link inline-flex items-center gap-1" href={href} target="_blank" rel="noreferrer">
    {children}
    <ExternalLink size={12} aria-hidden />
  </a>
);
