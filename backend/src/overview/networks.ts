import { ChainAttributes, type Web3Network } from '@smartops/contract';
import type { StoredResource } from '../signals/read-store.ts';
import { problemOf, type WatchedState } from './watched.ts';

/** Each chain as last read; one whose endpoint does not answer is offline, with the reason and the next try. */
export function toNetworks(
  watched: readonly WatchedState[],
  resources: readonly StoredResource[],
): Web3Network[] {
  return watched
    .filter(({ source }) => source === 'evm')
    .flatMap((chain) => {
      const resource = resources.find(
        ({ connectionId, kind }) => connectionId === chain.id && kind === 'evm.chain',
      );
      const read = resource && ChainAttributes.safeParse(resource.attributes).data;
      const problem = problemOf(chain, 'chain');
      if (!read && !problem) return [];
      return [toNetwork(chain, resource?.name ?? chain.title, read, problem?.message ?? null)];
    });
}

function toNetwork(
  { id, demo, health }: WatchedState,
  name: string,
  read: ChainAttributes | undefined,
  reason: string | null,
): Web3Network {
  return {
    id,
    name,
    logo: read?.logo ?? '◇',
    chainId: read?.chainId ?? 0,
    status: reason === null ? (read?.status ?? 'offline') : 'offline',
    blockNumber: read?.blockNumber ?? null,
    blockTime: read?.blockTimeSeconds ?? null,
    tps: read?.tps ?? null,
    gasPrice: read?.gasGwei ?? null,
    gasTrend: read?.gasTrend ?? null,
    timestamp: read ? new Date(read.headAt).toISOString() : null,
    reason,
    retryAt: health.retryAt === null ? null : new Date(health.retryAt).toISOString(),
    explorerUrl: read?.explorerUrl ?? null,
    source: id,
    demo,
  };
}
