import type { Deployment } from '@smartops/contract';
import { ExternalLink, Info, ScrollText } from 'lucide-react';
import { openModal } from '../state/modal.ts';
import type { MenuItem } from '../ui/menu.tsx';

export function deploymentMenu({ id, pipelineId, url }: Deployment): MenuItem[] {
  const items: MenuItem[] = [
    { label: 'View Logs', icon: <ScrollText aria-hidden />, run: () => openModal('deployment-logs', id) },
  ];
  if (pipelineId)
    items.push({
      label: 'View Stages',
      icon: <Info aria-hidden />,
      run: () => openModal('pipeline-logs', pipelineId),
    });
  if (url) items.push({ label: 'View on GitHub', icon: <ExternalLink aria-hidden />, href: url });
  return items;
}
