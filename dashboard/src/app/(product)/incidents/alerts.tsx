'use client';

import { alerts } from '../../../panels/alerts/index.ts';
import { PanelPage } from '../../../panels/panel-page.tsx';

export const Alerts = () => <PanelPage panels={[[alerts, 'full']]} />;
