import { definePanel } from '../panel.tsx';
import { SourcesView } from './view.tsx';

export const sources = definePanel({
  id: 'sources',
  title: 'Sources',
  size: 'full',
  topic: 'sources',
  kinds: [],
  saysTrouble: true,
  note: (items) => {
    const well = items.filter(({ state }) => state === 'ok').length;
    return well === items.length ? `${items.length}, all read` : `${well} of ${items.length} read in full`;
  },
  skeleton: { rows: 4, tall: true },
  empty: {
    watched: {
      title: 'No source is connected',
      text: 'The host and the demo cloud connect by themselves at start.',
    },
    unwatched: {
      title: 'No source is connected',
      text: 'The host and the demo cloud connect by themselves at start.',
    },
  },
  View: SourcesView,
});
