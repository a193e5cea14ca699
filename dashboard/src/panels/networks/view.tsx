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

export function NetworksView({ items }: { items: Items<'web3-networks'> }) {
  return (
    <>
      <div className="tw">
        <table>
          <thead>
            <tr>
              <th scope="col">Network</th>
              <th scope="col">Status</th>
              <th scope="col" className="r">
                Block
              </th>
              <th scope="col" className="r">
                Gas, gwei
              </th>
              <th scope="col" className="r max-tab:hidden">
                Block time
              </th>
              <th scope="col" className="r max-tab:hidden">
                Head block
              </th>
            </tr>
          </thead>
          <tbody>
            {items.map((network) => (
              <Row key={network.id} network={network} />
            ))}
          </tbody>
        </table>
      </div>
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
