import type { Panel } from '../panel.tsx';
import { AlertList } from './alert-list.tsx';

export const alertList: Panel = { id: 'alert-list', render: () => <AlertList /> };
