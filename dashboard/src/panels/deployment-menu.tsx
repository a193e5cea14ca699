import type { Deployment } from '@smartops/contract';
import { ExternalLink, Info, ScrollText } from 'lucide-react';
import { kindsOfDeployment, mayAct } from '../facts/action-kinds.ts';
import { useMe } from '../live/call.ts';
import { openModal } from '../state/modal.ts';
import { Menu, type MenuItem } from '../ui/menu.tsx';
import { actionItems } from './action-items.tsx';

export function DeploymentMenu({ deployment }: { deployment: Deployment }) {
  const { id, name, pipelineId, url } = deployment;
  const me = useMe();
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
  if (mayAct(me)) items.push(...deploymentActions(deployment));
  return <Menu label={`${name} menu`} items={items} />;
}

export const deploymentActions = (deployment: Deployment): MenuItem[] =>
  actionItems(kindsOfDeployment(deployment), deployment.id, deployment.name);
