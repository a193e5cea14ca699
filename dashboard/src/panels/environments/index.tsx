import type { Panel } from '../panel.tsx';
import { Environments } from './environments.tsx';

export const environmentsPanel: Panel = { id: 'environments', render: () => <Environments /> };
