import type { Channel } from '@smartops/contract';
import { Download, Search } from 'lucide-react';
import useSWRInfinite from 'swr/infinite';
import { readBackend } from '../../live/backend.ts';
import { call } from '../../live/call.ts';
import type { CallError } from '../../live/exchange.ts';
import type { Input, Reply } from '../../live/paths.ts';
import { choice, text, useUrl } from '../../state/url-state.ts';
import { BusyButton } from '../../ui/busy-button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { Sheet, SkeletonRows } from '../../ui/sheet.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { useSettled } from '../../ui/use-settled.ts';
import { NotRead } from '../call-notes.tsx';
import { DeliveryTable } from './delivery-table.tsx';

interface DeliveryLogProps {
  channels: readonly Channel[];
  channel: string | undefined;
  onChannel: (channel: string | undefined) => void;
  operator: boolean;
}

const states = ['all', 'waiting', 'dead'] as const;
const stateWord = { all: 'All', waiting: 'Waiting', dead: 'Dead letters' } as const;
const fields = { state: choice('deliveries', states), find: text('find') };
const limit = 50;
type Page = Reply<'listDeliveries'>;

/** Every message with its tries and answers. */
export function DeliveryLog({ channels, channel, onChannel, operator }: DeliveryLogProps) {
  const [state, setState] = useUrl(fields.state);
  const [find = '', setFind] = useUrl(fields.find);
  const settled = useSettled(find, 250).trim();
  const filter = {
    ...(state !== 'all' && { state }),
    ...(channel && { channel }),
    ...(settled && { find: settled }),
  };
  const { pages, error, busy, more, retry } = useDeliveries(filter);
  const rows = pages?.flatMap(({ deliveries }) => deliveries) ?? [];
  const { total = 0, counts } = pages?.[0] ?? {};
  return (
    <Sheet label="Delivery log">
      <h2 className="sr-only">Delivery log</h2>
      <Tabs
        label="Delivery log"
        options={states}
        words={stateWord}
        counts={counts ? { all: `${counts.all}`, waiting: `${counts.waiting}`, dead: `${counts.dead}` } : {}}
        value={state}
        controls="delivery-rows"
        onChange={setState}
      />
      <div className="filters">
        <label className="field w-58">
          <Search size={14} aria-hidden />
          <input
            type="search"
            placeholder="Title, channel or key"
            aria-label="Find in the delivery log"
            value={find}
            onChange={({ target }) => setFind(target.value || undefined)}
          />
        </label>
        <ChannelChoice channels={channels} channel={channel} onChannel={onChannel} />
        <span className="flex-1" />
        <a className="btn" download="" href={exportAddress(filter)}>
          <Download size={14} aria-hidden />
          Export
        </a>
      </div>
      <div role="tabpanel" id="delivery-rows" aria-labelledby={`delivery-rows-${state}`}>
        {!pages && !error && <SkeletonRows rows={4} tall />}
        {error && !pages && <NotRead error={error} retry={retry} />}
        {pages && rows.length === 0 && <NoMessage isFiltered={state !== 'all' || find !== '' || !!channel} />}
        {rows.length > 0 && <DeliveryTable deliveries={rows} operator={operator} />}
      </div>
      <div className="foot">
        <span className="flex-1">
          {pages && `${rows.length} of ${total}`}
          <span className="max-tab:hidden">
            {' '}
            · at least once, with a key by which a receiver drops a repeat
          </span>
        </span>
        {rows.length < total && (
          <BusyButton type="button" look="ghost" busy={busy} onClick={more}>
            Show more
          </BusyButton>
        )}
      </div>
    </Sheet>
  );
}

function ChannelChoice({ channels, channel, onChannel }: Omit<DeliveryLogProps, 'operator'>) {
  const chosen = channels.find(({ id }) => id === channel)?.name ?? 'any';
  if (channels.length < 2 && !channel) return null;
  return (
    <Menu
      label={`Channel: ${chosen}`}
      look={`chip${channel ? ' on' : ''}`}
      items={[
        { label: 'Any channel', chosen: !channel, run: () => onChannel(undefined) },
        ...channels.map(({ id, name }) => ({
          label: name,
          chosen: id === channel,
          run: () => onChannel(id),
        })),
      ]}
    >
      <span className="text-fg-3">Channel</span>
      {chosen}
    </Menu>
  );
}

function NoMessage({ isFiltered }: { isFiltered: boolean }) {
  return (
    <div className="empty">
      <h3>{isFiltered ? 'No message matches' : 'No message yet'}</h3>
      <p>
        {isFiltered
          ? 'Nothing was sent, waits or was given up by these words.'
          : 'Each message stands here with every try and what the receiver answered. Send test makes the first.'}
      </p>
    </div>
  );
}

function useDeliveries(filter: Input<'listDeliveries'>) {
  const { data, error, size, setSize, isValidating, mutate } = useSWRInfinite<Page, CallError>(
    (index: number, last: Page | null) => {
      const before = last?.deliveries.at(-1)?.seq;
      if (index > 0 && before === undefined) return null;
      return ['listDeliveries', { ...filter, limit, ...(before !== undefined && { before }) }];
    },
    ([, asked]: [string, Input<'listDeliveries'>]) => call('listDeliveries', asked),
    { revalidateOnFocus: false, keepPreviousData: true, refreshInterval: 10_000 },
  );
  return {
    pages: data,
    error,
    busy: isValidating,
    more: () => void setSize(size + 1),
    retry: () => void mutate(),
  };
}

function exportAddress(filter: Input<'listDeliveries'>): string {
  const query = new URLSearchParams(Object.entries(filter).map(([name, value]) => [name, `${value}`]));
  return `${readBackend().api}/deliveries/export?${query}`;
}
