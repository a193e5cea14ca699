import type { AwsService, Metric } from '@smartops/contract';
import { BellPlus } from 'lucide-react';
import { statusWord } from '../../facts/looks.ts';
import { limitAddress } from '../../facts/rule-address.ts';
import { parseTime } from '../../format/age.ts';
import { formatCount } from '../../format/number.ts';
import { useChartData } from '../../live/use-chart-data.ts';
import { useTopic } from '../../live/use-live.ts';
import { useRange } from '../../state/range.ts';
import { Age } from '../../ui/age.tsx';
import { useNow } from '../../ui/clock.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Status } from '../../ui/glyph.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { ChartBody } from '../../ui/time-chart/chart-body.tsx';
import { Missing } from '../missing.tsx';
import type { ModalProps } from '../modal.ts';
import { seriesOf } from './series-of.ts';

/** One AWS service: its facts, why it cannot be read when it cannot, and how it did over the range. */
export default function AWSServiceModal({ id, onClose }: ModalProps) {
  const services = useTopic('aws-services');
  const metrics = useTopic('metrics');
  const service = services?.find((it) => it.id === id);
  if (!service) return <Missing known={services !== undefined} what="Service" onClose={onClose} />;
  const { name, region, account, status, reason, demo } = service;
  return (
    <Dialog
      title={`${name} in ${region}`}
      note={`${account}${demo ? ' · demo' : ''}`}
      onClose={onClose}
      actions={
        <Status look={reason ? 'unknown' : status} loud>
          {reason ? 'Failing' : statusWord[status]}
        </Status>
      }
    >
      <Facts service={service} />
      {seriesOf(service, metrics ?? []).map((metric) => (
        <Series key={metric.id} metric={metric} />
      ))}
    </Dialog>
  );
}

function Facts({ service: { facts, instances, timestamp, reason, fix, source } }: { service: AwsService }) {
  return (
    <div className="grid gap-3 p-4">
      {reason && (
        <div className="grid justify-items-start gap-2">
          <p>{reason}</p>
          {fix && (
            <>
              <pre className="code">{fix}</pre>
              <CopyButton text={fix} label="Copy fix" />
            </>
          )}
        </div>
      )}
      <dl className="kv">
        <dt>Count</dt>
        <dd>{formatCount(instances)}</dd>
        {facts.length > 0 && <dt>Facts</dt>}
        {facts.length > 0 && <dd>{facts.join(' · ')}</dd>}
        <dt>Read</dt>
        <dd>
          <Age at={parseTime(timestamp)} />
        </dd>
        <dt>Connection</dt>
        <dd className="mono">{source}</dd>
      </dl>
    </div>
  );
}

function Series({ metric }: { metric: Metric }) {
  const range = useRange();
  const now = useNow(5_000);
  const { id, label, scope, unit } = metric;
  const chart = useChartData({ id, title: label, scope, unit, lines: [{ label, metric }] }, range, now);
  return (
    <figure className="border-line border-t" aria-label={label}>
      <div className="head">
        <h3>{label}</h3>
        <span className="note">{scope}</span>
        <span className="grow" />
        <PageLink className="btn" href={limitAddress(metric)}>
          <BellPlus size={14} aria-hidden />
          Set Alert
          <span className="sr-only"> on {label}</span>
        </PageLink>
      </div>
      <ChartBody title={label} unit={unit} chart={chart} />
    </figure>
  );
}
