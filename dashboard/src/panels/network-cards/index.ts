import { definePanel } from '../panel.tsx';
import { NetworkCards } from './view.tsx';

export const networkCards = definePanel({
  id: 'network-cards',
  title: 'Networks',
  size: 'full',
  topic: 'web3-networks',
  kinds: ['evm'],
  saysTrouble: true,
  skeleton: { rows: 6 },
  empty: {
    watched: {
      title: 'No blocks yet',
      text: 'The chains are connected and appear with the first block that is read.',
    },
    unwatched: {
      title: 'No chain is connected',
      text: 'With an RPC address a chain appears here with its head block, pace and gas. Set these and start again:',
      code: 'ETHEREUM_RPC_URL=https://…\nPOLYGON_RPC_URL=https://…',
    },
  },
  View: NetworkCards,
});
