import type { Comparison } from '@smartops/contract';
import { AppError, ConflictError, NotFoundError } from '../platform/errors.ts';
import type { CommitPair, CommitRange, Connection } from '../sources/source.ts';
import { type Deployed, type DeploymentEvent, liveBefore, toDeployed } from './deployed.ts';
import { asDeployment } from './to-deployment.ts';

export interface ComparePorts {
  event(id: string): Promise<DeploymentEvent | undefined>;
  /** The last ones of a service, of every environment. */
  deploymentsOf(resourceId: string): Promise<readonly DeploymentEvent[]>;
  connection(id: string): Pick<Connection, 'compare'> | undefined;
  isDemo(connectionId: string): boolean;
}

const patienceMs = 20_000;

/** What lies between a deployment and another, or what was live before it. Throws NotFoundError, ConflictError and SourceError. */
export async function compareDeployments(
  { id, with: other }: { readonly id: string; readonly with?: string | undefined },
  ports: ComparePorts,
): Promise<Comparison> {
  const to = await find(id, ports);
  const from = other === undefined ? await before(to, ports) : await find(other, ports);
  if (from.event.resourceId !== to.event.resourceId)
    throw new ConflictError(`${from.data.service} and ${to.data.service} have no common history`);
  const demo = ports.isDemo(to.event.connectionId);
  const both = { from: asDeployment(from, demo), to: asDeployment(to, demo) };
  const { base, head } = { base: from.data.sha, head: to.data.sha };
  if (base === head) return { ...both, ...nothing };
  const forward = await ask(to, { base, head }, ports);
  if (forward.status !== 'behind') return { ...both, ...toComparison(forward) };
  return { ...both, ...toComparison(await ask(to, { base: head, head: base }, ports)), direction: 'back' };
}

type Between = Omit<Comparison, 'from' | 'to'>;

const nothing: Between = { direction: 'same', commits: [], total: 0, files: [], url: null };

const directions = { ahead: 'forward', behind: 'back', diverged: 'diverged', identical: 'same' } as const;

function toComparison({ status, commits, total, files, url }: CommitRange): Between {
  return { direction: directions[status], commits: [...commits], total, files: [...files], url };
}

async function find(id: string, { event }: ComparePorts): Promise<Deployed> {
  const found = await event(id);
  const [deployed] = found ? toDeployed([found]) : [];
  if (!deployed) throw new NotFoundError('Deployment', id);
  return deployed;
}

async function before(to: Deployed, { deploymentsOf }: ComparePorts): Promise<Deployed> {
  const found = liveBefore(to, toDeployed(await deploymentsOf(to.event.resourceId)));
  if (found) return found;
  const { service, environment } = to.data;
  throw new AppError(
    'not-found',
    `No other version of ${service} is known to have been in ${environment} before`,
  );
}

async function ask(
  { event, data }: Deployed,
  { base, head }: Pick<CommitPair, 'base' | 'head'>,
  { connection }: ComparePorts,
): Promise<CommitRange> {
  const source = connection(event.connectionId);
  if (!source?.compare) throw new ConflictError('What delivered these deployments cannot compare them');
  const range = await source.compare({ service: data.service, base, head }, AbortSignal.timeout(patienceMs));
  if (range) return range;
  const shas = `${base.slice(0, 7)} or ${head.slice(0, 7)}`;
  throw new AppError(
    'not-found',
    `The source no longer has ${shas}: a commit is gone, or its history was rewritten`,
  );
}
