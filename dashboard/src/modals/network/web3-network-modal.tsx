import type { Web3Network } from '@smartops/contract';
import { BellPlus, ExternalLink } from 'lucide-react';
import { statusWord } from '../../facts/looks.ts';
import { chainAddress } from '../../facts/rule-address.ts';
import { parseTime } from '../../format/age.ts';
import { formatCount } from '../../format/number.ts';
import { formatValue } from '../../format/value.ts';
import { useTopic } from '../../live/use-live.ts';
import { Age } from '../../ui/age.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Status } from '../../ui/glyph.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { Missing } from '../missing.tsx';
import type { ModalProps } from '../modal.ts';

/** One chain: head block, pace and gas, with the way to its explorer. */
export default function Web3NetworkModal({ id, onClose }: ModalProps) {
  const networks = useTopic('web3-networks');
  const network = networks?.find((it) => it.id === id);
  if (!network) return <Missing known={networks !== undefined} what="Network" onClose={onClose} />;
  const { name, chainId, status, explorerUrl, source, reason } = network;
  return (
    <Dialog
      title={name}
      note={`chain ${chainId}`}
      onClose={onClose}
      actions={
        <Status look={status} loud>
          {statusWord[status]}
        </Status>
      }
      foot={
        <>
          <span className="mono flex-1">{source}</span>
          <PageLink className="btn" href={chainAddress(network)}>
            <BellPlus size={14} aria-hidden />
            Configure Alerts
          </PageLink>
          {explorerUrl && (
            <a className="btn" href={explorerUrl} target="_blank" rel="noreferrer">
              <ExternalLink size={14} aria-hidden />
              View Explorer
            </a>
          )}
        </>
      }
    >
      {reason && <p className="px-4 pt-4">{reason}</p>}
      <Numbers network={network} />
    </Dialog>
  );
}

function Numbers({ network }: { network: Web3Network }) {
  const { blockNumber, timestamp, blockTime, tps, gasPrice, gasTrend } = network;
  return (
    <dl className="kv p-4">
      <dt>Head block</dt>
      <dd>
        {formatCount(blockNumber)}, <Age at={parseTime(timestamp)} />
      </dd>
      <dt>Block time</dt>
      <dd>{formatValue(blockTime, 's')}</dd>
      <dt>Throughput</dt>
      <dd>{formatValue(tps, 'tps')}</dd>
      <dt>Gas, slow</dt>
      <dd>{formatValue(gasPrice?.slow ?? null, 'gwei')}</dd>
      <dt>Gas, average</dt>
      <dd>
        {formatValue(gasPrice?.average ?? null, 'gwei')}
        {gasTrend && <span className="text-fg-3"> {gasTrend === 'up' ? 'rising' : 'falling'}</span>}
      </dd>
      <dt>Gas, fast</dt>
      <dd>{formatValue(gasPrice?.fast ?? null, 'gwei')}</dd>
    </dl>
  );
}
