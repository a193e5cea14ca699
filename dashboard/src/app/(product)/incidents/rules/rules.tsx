'use client';

import { PanelPage } from '../../../../panels/panel-page.tsx';
import { rules } from '../../../../panels/rules/index.tsx';

export const Rules = () => <PanelPage panels={[rules]} />;
