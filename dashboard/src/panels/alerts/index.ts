import { standingOf } from '../../facts/standing.ts';
import { definePanel } from '../panel.tsx';
import { AlertsView } from './view.tsx';

export const alerts = definePanel({
  id: 'alerts',
  title: 'Alerts',
  size: 'half',
  topic: 'alerts',
  kinds: [],
  link: { path: '/incidents', text: 'All alerts' },
  note: (items) => {
    const firing = items.filter((alert) => standingOf(alert) === 'loud');
    const fresh = firing.filter(({ acknowledged }) => !acknowledged).length;
    if (firing.length === 0) return undefined;
    return fresh < firing.length
      ? `${firing.length} firing, ${fresh} not acknowledged`
      : `${firing.length} firing`;
  },
  skeleton: { rows: 5, tall: true },
  empty: {
    watched: {
      title: 'No alert is firing',
      text: 'Every reading is judged against its limit as it arrives. What goes beyond one for long enough appears here.',
    },
    unwatched: { title: 'No alert is firing', text: 'Nothing is watched yet.' },
  },
  View: AlertsView,
});
