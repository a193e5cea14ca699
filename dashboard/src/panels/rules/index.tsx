import type { Panel } from '../panel.tsx';
import { Rules } from './rules.tsx';

export const rules: Panel = { id: 'rules', render: () => <Rules /> };
