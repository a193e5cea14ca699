import { type ComponentType, lazy, Suspense } from 'react';
import { useAsked } from '../live/asking.ts';
import { useAlertDialog } from '../state/alert-dialog.ts';
import { useAlertNews } from '../state/alert-news.ts';
import { closeModal, type ModalName, useModal } from '../state/modal.ts';
import type { ModalProps } from './modal.ts';

/** Every modal by its name in the address; each is loaded when it is first opened. */
const modals: Record<ModalName, ComponentType<ModalProps>> = {
  metric: lazy(() => import('./metric/metric-details-modal.tsx')),
  chart: lazy(() => import('./chart/chart-modal.tsx')),
  'aws-service': lazy(() => import('./aws-service/aws-service-modal.tsx')),
  'deployment-logs': lazy(() => import('./deployment-logs/deployment-logs-modal.tsx')),
  'pipeline-logs': lazy(() => import('./pipeline-logs/pipeline-logs-modal.tsx')),
  network: lazy(() => import('./network/web3-network-modal.tsx')),
  action: lazy(() => import('./action/action-modal.tsx')),
  alert: lazy(() => import('./alert/alert-details-modal.tsx')),
};
/** Over whatever is open: what one is asked before something is done about alerts. */
const AlertDialogs = lazy(() => import('./alert/alert-dialogs.tsx'));
const AlertNews = lazy(() => import('./alert/news.tsx'));
const ConfirmAction = lazy(() => import('./action/confirm-action.tsx'));

export function ModalHost() {
  const dialog = useAlertDialog();
  const hasNews = useAlertNews() !== undefined;
  return (
    <>
      <OpenModal />
      <Suspense>{dialog && <AlertDialogs dialog={dialog} />}</Suspense>
      <Suspense>{hasNews && <AlertNews />}</Suspense>
    </>
  );
}

function OpenModal() {
  const open = useModal();
  const asked = useAsked();
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
