import type { Panel } from '../panel.tsx';
import { PipelinePanel } from './pipeline-panel.tsx';

export const pipeline: Panel = {
  id: 'pipeline',
  render: (size = 'half') => <PipelinePanel half={size === 'half'} />,
};
