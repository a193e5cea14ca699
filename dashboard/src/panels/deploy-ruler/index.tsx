import type { Panel } from '../panel.tsx';
import { DeployRuler } from './deploy-ruler.tsx';

export const deployRuler: Panel = { id: 'deploy-ruler', render: () => <DeployRuler /> };
