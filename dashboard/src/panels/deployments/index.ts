import { definePanel } from '../panel.tsx';
import { DeploymentsView } from './view.tsx';

const setUp = `GITHUB_TOKEN=…
GITHUB_OWNER=…
GITHUB_REPO=…`;

export const deployments = definePanel({
  id: 'deployments',
  title: 'Deployments',
  size: 'half',
  topic: 'deployments',
  kinds: ['github'],
  link: { path: '/deployments', text: 'View all' },
  skeleton: { rows: 5 },
  empty: {
    watched: {
      title: 'No deployments yet',
      text: 'The repositories are connected. A GitHub deployment, or a run of a workflow that deploys, appears here as it starts.',
    },
    unwatched: {
      title: 'No repository is connected',
      text: 'With a token that may read Actions and Deployments they appear here with status, commit and logs. Set these and start again:',
      code: setUp,
    },
  },
  View: DeploymentsView,
});
