import type { Panel } from '../panel.tsx';
import { DeploymentList } from './deployment-list.tsx';

export const deploymentList: Panel = { id: 'deployment-list', render: () => <DeploymentList /> };
