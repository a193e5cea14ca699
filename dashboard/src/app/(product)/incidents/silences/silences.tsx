'use client';

import { PanelPage } from '../../../../panels/panel-page.tsx';
import { silences } from '../../../../panels/silences/index.tsx';

export const Silences = () => <PanelPage panels={[silences]} />;
