import type { Panel } from '../panel.tsx';
import { PipelineRuns } from './pipeline-runs.tsx';

export const pipelineRuns: Panel = { id: 'pipeline-runs', render: () => <PipelineRuns /> };
