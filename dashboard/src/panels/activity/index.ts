import { definePanel } from '../panel.tsx';
import { ActivityView } from './view.tsx';

export const activity = definePanel({
  id: 'activity',
  title: 'Activity',
  size: 'half',
  topic: 'activity',
  kinds: [],
  skeleton: { rows: 5 },
  empty: {
    watched: {
      title: 'Nothing has happened yet',
      text: 'Deployments, alerts, incidents and what people had done are written down here as they begin and end.',
    },
    unwatched: { title: 'Nothing has happened yet', text: 'Nothing is watched yet.' },
  },
  View: ActivityView,
});
