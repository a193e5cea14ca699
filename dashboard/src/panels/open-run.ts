import type { Pipeline } from '@smartops/contract';
import { know } from '../live/call.ts';
import { openModal } from '../state/modal.ts';

/** Opens the log of a run that is in sight: what is known of it need not be waited for. */
export function openRun(run: Pipeline): void {
  know('getPipeline', { id: run.id }, { pipeline: run });
  openModal('pipeline-logs', run.id);
}
