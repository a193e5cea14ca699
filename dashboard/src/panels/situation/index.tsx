import type { Panel } from '../panel.tsx';
import { SituationPanel } from './situation-panel.tsx';

export const situation: Panel = { id: 'situation', render: () => <SituationPanel /> };
