import type { Panel } from '../panel.tsx';
import { Diagnostics } from './diagnostics.tsx';

export const diagnostics: Panel = { id: 'diagnostics', render: () => <Diagnostics /> };
