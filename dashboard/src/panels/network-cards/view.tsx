import type { Web3Network } from '@smartops/contract';
import { BellPlus, Compass, Info } from 'lucide-react';
import { statusWord } from '../../facts/looks.ts';
import { chainAddress } from '../../facts/rule-address.ts';
import { parseTime } from '../../format/age.ts';
import { formatCount } from '../../format/number.ts';
import { formatValue } from '../../format/value.ts';
import type { Items } from '../../live/topic-store.ts';
import { type MetricLine, useMetrics } from '../../live/use-metrics.ts';
import { openModal } from '../../state/modal.ts';
import { useRange } from '../../state/range.ts';
import { Age } from '../../ui/age.tsx';
import { Status } from '../../ui/glyph.tsx';
import { Menu, type MenuItem } from '../../ui/menu.tsx';
import { Sparkline } from '../../ui/sparkline.tsx';

export function NetworkCards({ items }: { items: Items<'web3-networks'> }) {
  const metrics = useMetrics(useRange());
  return (
    <div className="cells g3">
      {items.map((network) => (
        <Card key={network.id} network={network} gas={metrics?.find(isGasOf(network))} />
      ))}
      {items.length % 3 > 0 && <div className="max-tab:hidden" aria-hidden="true" />}
      {items.length % 3 === 1 && <div className="max-tab:hidden" aria-hidden="true" />}
    </div>
  );
}

const isGasOf =
  ({ source }: Web3Network) =>
  ({ metric }: MetricLine) =>
    metric.source === source && metric.unit === 'gwei';

function Card({ network, gas }: { network: Web3Network; gas: MetricLine | undefined }) {
  const { id, name, chainId, status, blockNumber, timestamp, reason, explorerUrl } = network;
  const items: MenuItem[] = [
    { label: 'View Details', icon: <Info aria-hidden />, run: () => openModal('network', id) },
    { label: 'Configure Alerts', icon: <BellPlus aria-hidden />, to: chainAddress(network) },
  ];
  if (explorerUrl) items.push({ label: 'View Explorer', icon: <Compass aria-hidden />, href: explorerUrl });
  return (
    <article className={reason ? 'stale' : ''} aria-label={name}>
      <div className="head">
        <h3>{name}</h3>
        <span className="note">chain {chainId}</span>
        <span className="grow" />
        <Status look={status}>{statusWord[status]}</Status>
        <Menu label={`${name}: menu`} items={items} />
      </div>
      <div className="net-body">
        <div className="flex items-baseline gap-2">
          <span className={`font-strong text-lg ${reason ? 'text-fg-3' : ''}`}>
            {formatCount(blockNumber)}
          </span>
          <span className="text-fg-3 text-xs">
            block, <Age at={parseTime(timestamp)} />
          </span>
        </div>
        {reason ? (
          <p className="text-fg-2 text-xs">{reason}</p>
        ) : (
          <Sparkline values={gas?.line ?? []} limit={gas?.metric.limit ?? null} look={status} stale={false} />
        )}
        <Numbers network={network} />
      </div>
    </article>
  );
}

function Numbers({ network: { blockTime, tps, gasPrice, gasTrend } }: { network: Web3Network }) {
  const rows = [
    ['Block time', formatValue(blockTime, 's')],
    ['Throughput', formatValue(tps, 'tps')],
    ['Gas trend', gasTrend === null ? '—' : gasTrend === 'up' ? 'rising' : 'falling'],
    ['Slow', formatValue(gasPrice?.slow ?? null, 'gwei')],
    ['Average', formatValue(gasPrice?.average ?? null, 'gwei')],
    ['Fast', formatValue(gasPrice?.fast ?? null, 'gwei')],
  ] as const;
  return (
    <dl className="nums">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
