import type { Web3Network } from '@smartops/contract';
import { statusWord } from '../../facts/looks.ts';
import { parseTime } from '../../format/age.ts';
import { formatCount } from '../../format/number.ts';
import { formatValue, toAmount } from '../../format/value.ts';
import type { Items } from '../../live/topic-store.ts';
import { openModal } from '../../state/modal.ts';
import { Age } from '../../ui/age.tsx';
import { useClock } from '../../ui/clock.ts';
import { Glyph, Status } from '../../ui/glyph.tsx';
import { type Column, Table } from '../../ui/table.tsx';

const columns: readonly Column[] = [
  'Network',
  'Status',
  { title: 'Block', look: 'r' },
  { title: 'Gas, gwei', look: 'r' },
  { title: 'Block time', look: 'r max-tab:hidden' },
  { title: 'Head block', look: 'r max-tab:hidden' },
];

export function NetworksView({ items }: { items: Items<'web3-networks'> }) {
  return (
    <>
      <Table columns={columns}>
        {items.map((network) => (
          <Row key={network.id} network={network} />
        ))}
      </Table>
      {items.map((network) => network.reason && <Reason key={network.id} network={network} />)}
    </>
  );
}

function Row({ network }: { network: Web3Network }) {
  const { id, name, status, blockNumber, gasPrice, blockTime, timestamp } = network;
  return (
    <tr>
      <td>
        <button type="button" className="row-open font-medium" onClick={() => openModal('network', id)}>
          {name}
        </button>
      </td>
      <td>
        <Status look={status}>{statusWord[status]}</Status>
      </td>
      <td className="r">{formatCount(blockNumber)}</td>
      <td className="r">{toAmount(gasPrice?.average ?? null, 'gwei').amount}</td>
      <td className="r max-tab:hidden">{formatValue(blockTime, 's')}</td>
      <td className="r max-tab:hidden text-fg-2">
        <Age at={parseTime(timestamp)} />
      </td>
    </tr>
  );
}

const retryWords = (seconds: number) =>
  seconds === 0 ? ' Trying again now.' : ` Next try in ${seconds}\u00a0s.`;

function Reason({ network: { name, reason, retryAt } }: { network: Web3Network }) {
  const seconds = useClock((now) =>
    retryAt === null ? -1 : Math.max(0, Math.round((Date.parse(retryAt) - now) / 1_000)),
  );
  return (
    <div className="foot">
      <Glyph look="offline" />
      <span className="min-w-0">
        {name}: {reason}
        {seconds >= 0 && retryWords(seconds)}
      </span>
    </div>
  );
}
