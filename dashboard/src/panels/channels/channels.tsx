import { useState } from 'react';
import { useCall, useMe } from '../../live/call.ts';
import { ChannelList } from './channel-list.tsx';
import { DeliveryLog } from './delivery-log.tsx';
import { Figures } from './figures.tsx';
import { useFollow } from './use-follow.ts';

/** Where messages go, what became of them, and how each channel answers. */
export function Channels() {
  const me = useMe();
  const channels = useCall('listChannels', {});
  const [chosen, setChosen] = useState<string>();
  useFollow();
  return (
    <>
      <Figures />
      <ChannelList
        reply={channels.data}
        error={channels.error}
        retry={() => void channels.mutate()}
        admin={me?.role === 'admin'}
        onShow={setChosen}
      />
      <DeliveryLog
        channels={channels.data?.channels ?? []}
        channel={chosen}
        onChannel={setChosen}
        operator={me?.role === 'admin' || me?.role === 'operator'}
      />
    </>
  );
}
