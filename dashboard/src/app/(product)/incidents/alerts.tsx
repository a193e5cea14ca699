'use client';

import { alertList } from '../../../panels/alert-list/index.tsx';
import { PanelPage } from '../../../panels/panel-page.tsx';

export const Alerts = () => <PanelPage panels={[alertList]} />;
