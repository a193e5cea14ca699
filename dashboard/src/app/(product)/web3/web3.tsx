'use client';

import { chainCharts } from '../../../panels/charts/index.tsx';
import { networkCards } from '../../../panels/network-cards/index.ts';
import { PanelPage } from '../../../panels/panel-page.tsx';

export const Web3 = () => <PanelPage panels={[networkCards, chainCharts]} />;
