'use client';

import { diagnostics } from '../../panels/diagnostics/index.tsx';
import { PanelPage } from '../../panels/panel-page.tsx';
import { sources } from '../../panels/sources/index.ts';

export const Settings = () => <PanelPage panels={[sources, diagnostics]} />;
