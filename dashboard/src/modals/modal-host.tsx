import { type ComponentType, lazy, Suspense, useEffect } from 'react';
import { useAsked } from '../live/asking.ts';
import { closeModal, type ModalName, useModal } from '../state/modal.ts';
import type { ModalProps } from './modal.ts';

const pipelineLogs = () => import('./pipeline-logs/pipeline-logs-modal.tsx');

/** Every modal by its name in the address; each is loaded when it is first opened. */
const modals: Record<ModalName, ComponentType<ModalProps>> = {
  metric: lazy(() => import('./metric/metric-details-modal.tsx')),
  chart: lazy(() => import('./chart/chart-modal.tsx')),
  'aws-service': lazy(() => import('./aws-service/aws-service-modal.tsx')),
  'deployment-logs': lazy(() => import('./deployment-logs/deployment-logs-modal.tsx')),
  'pipeline-logs': lazy(pipelineLogs),
  network: lazy(() => import('./network/web3-network-modal.tsx')),
  action: lazy(() => import('./action/action-modal.tsx')),
};
const ConfirmAction = lazy(() => import('./action/confirm-action.tsx'));

export function ModalHost() {
  const open = useModal();
  const asked = useAsked();
  // Whoever opens a log is in a hurry: its code is there by then.
  useEffect(() => whenIdle(() => void pipelineLogs()), []);
  if (asked)
    return (
      <Suspense>
        <ConfirmAction key={`${asked.wish.kind} ${asked.wish.target}`} asked={asked} />
      </Suspense>
    );
  if (!open) return null;
  const Modal = modals[open.name];
  return (
    <Suspense>
      <Modal key={`${open.name} ${open.id}`} id={open.id} part={open.part} onClose={closeModal} />
    </Suspense>
  );
}

const patienceMs = 3_000;

function whenIdle(act: () => void): () => void {
  if (!('requestIdleCallback' in window)) {
    const timer = setTimeout(act, patienceMs);
    return () => clearTimeout(timer);
  }
  const idle = requestIdleCallback(act, { timeout: patienceMs });
  return () => cancelIdleCallback(idle);
}
