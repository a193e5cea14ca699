import { type Action, type ActionKind, DeploymentData, RunData } from '@smartops/contract';
import { AppError, NotFoundError } from '../platform/errors.ts';
import type { Wish } from '../sources/source-actions.ts';
import type { ActionContext } from './context.ts';

/** What was asked for, by ids. */
export interface Asked {
  readonly kind: ActionKind;
  readonly target: string;
  readonly verdict?: 'approved' | 'rejected' | null | undefined;
  readonly reason?: string | null | undefined;
}

export interface Aim {
  readonly wish: Wish;
  readonly connectionId: string;
  readonly target: Pick<Action['target'], 'kind' | 'id' | 'name'>;
}

/** Looks up what an action is about. Throws NotFoundError. */
export async function readWish(asked: Asked, context: Pick<ActionContext, 'event' | 'run'>): Promise<Aim> {
  const { kind, target: id } = asked;
  if (kind === 'redeploy' || kind === 'rollback') {
    const event = await context.event(id);
    const deployment = event && DeploymentData.safeParse(event.data).data;
    if (!event || !deployment) throw new NotFoundError('Deployment', id);
    const { connectionId } = event;
    const deploymentId = event.id.slice(`${connectionId}:deployment:`.length);
    const target = { kind: 'deployment', id, name: deployment.service } as const;
    return { wish: { kind, deployment, deploymentId }, connectionId, target };
  }
  const event = await context.run(id);
  const run = event && RunData.safeParse(event.data).data;
  if (!event || !run) throw new NotFoundError('Pipeline', id);
  const { connectionId } = event;
  const name = run.repository.split('/').at(-1) ?? run.repository;
  const target = { kind: 'pipeline', id, name } as const;
  if (kind !== 'review') return { wish: { kind, run }, connectionId, target };
  const { verdict, reason } = asked;
  if (!verdict) throw new AppError('invalid', 'A review needs a verdict: approved or rejected');
  return { wish: { kind, run, verdict, reason: reason ?? '' }, connectionId, target };
}
