import { definePanel } from '../panel.tsx';
import { NetworksView } from './view.tsx';

const setUp = `ETHEREUM_RPC_URL=https://…
POLYGON_RPC_URL=https://…`;

export const networks = definePanel({
  id: 'networks',
  title: 'Networks',
  size: 'half',
  topic: 'web3-networks',
  kinds: ['evm'],
  link: { path: '/web3', text: 'View Web3' },
  saysTrouble: true,
  skeleton: { rows: 3 },
  empty: {
    watched: {
      title: 'No blocks yet',
      text: 'The chains are connected and appear with the first block that is read.',
    },
    unwatched: {
      title: 'No chain is connected',
      text: 'With an RPC address a chain appears here with its head block, pace and gas. Set these and start again:',
      code: setUp,
    },
  },
  View: NetworksView,
});
