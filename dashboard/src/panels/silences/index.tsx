import type { Panel } from '../panel.tsx';
import { Silences } from './silences.tsx';

export const silences: Panel = { id: 'silences', render: () => <Silences /> };
