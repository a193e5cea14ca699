import type { Panel } from '../panel.tsx';
import { UnderWay } from './under-way.tsx';

export const underWayPanel: Panel = { id: 'under-way', render: () => <UnderWay /> };
