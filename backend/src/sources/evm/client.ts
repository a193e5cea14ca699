import type { z } from 'zod';
import { SourceError, type SourceTools } from '../source.ts';
import { fromRefusal, fromStatus, fromThrown, isUnknownMethod, type RpcRefusal } from './failure.ts';
import type { EvmConfig } from './schema.ts';

/** A node, for as long as one collect. Calls made at once go out as one request. */
export interface Rpc {
  /** Throws SourceError. */
  call<T>(schema: z.ZodType<T>, method: string, params?: readonly unknown[]): Promise<T>;
  /** Undefined when the node does not know the method. Throws SourceError. */
  callIfKnown<T>(schema: z.ZodType<T>, method: string, params?: readonly unknown[]): Promise<T | undefined>;
  close(): void;
}

export async function openRpc(config: EvmConfig, tools: SourceTools, signal: AbortSignal): Promise<Rpc> {
  const { FetchRequest, JsonRpcProvider, Network } = await import('ethers');
  const { host } = new URL(config.rpcUrl);
  const request = new FetchRequest(config.rpcUrl);
  request.getUrlFunc = async ({ url, headers, body }) => await post(url, { headers, body });
  // Only raw calls are made, and the chain id is one of them, so that ethers need not know the network: no plugins,
  // no third-party gas stations.
  const network = new Network('any', config.chainId ?? 1);
  const provider = new JsonRpcProvider(request, network, {
    staticNetwork: network,
    batchMaxCount: config.batchSize,
    cacheTimeout: -1,
  });

  async function post(url: string, init: { headers: Record<string, string>; body: Uint8Array | null }) {
    const body = init.body ? Buffer.from(init.body) : null;
    const response = await tools.fetch(url, { method: 'POST', headers: init.headers, body, signal });
    const { status, headers } = response;
    if (!response.ok) throw fromStatus(host, status, headers.get('retry-after'), tools.now());
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (!/^\s*[[{]/.test(Buffer.from(bytes.subarray(0, 64)).toString('latin1')))
      throw new SourceError('malformed', `${host} answers with something that is no JSON-RPC`, {
        fix: 'Set the RPC address that your provider shows for this chain',
      });
    return { statusCode: status, statusMessage: response.statusText, headers: {}, body: bytes };
  }

  async function send<T>(schema: z.ZodType<T>, method: string, params: readonly unknown[]): Promise<T> {
    const parsed = schema.safeParse(await provider.send(method, [...params]));
    if (parsed.success) return parsed.data;
    const where = parsed.error.issues[0]?.path.join('.') || 'the whole answer';
    throw new SourceError('malformed', `${host} answers ${method} in an unknown shape: ${where}`);
  }

  function explain(error: unknown): SourceError {
    const refusal = refusalIn(error);
    if (refusal) return fromRefusal(config.rpcUrl, refusal, tools.now());
    if (isEthersError(error))
      return new SourceError('malformed', `${host} answers with something that is no JSON-RPC`);
    return fromThrown(host, error);
  }
  return {
    call: async (schema, method, params = []) => {
      try {
        return await send(schema, method, params);
      } catch (error) {
        throw explain(error);
      }
    },
    callIfKnown: async (schema, method, params = []) => {
      try {
        return await send(schema, method, params);
      } catch (error) {
        const refusal = refusalIn(error);
        if (refusal && isUnknownMethod(refusal)) return undefined;
        throw explain(error);
      }
    },
    close: () => provider.destroy(),
  };
}

function isEthersError(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && !(error instanceof SourceError) && 'shortMessage' in error;
}

/** What the node itself said, from where ethers keeps it. */
function refusalIn(error: unknown): RpcRefusal | undefined {
  if (!isEthersError(error)) return undefined;
  const {
    error: direct,
    info,
    value,
  } = error as { error?: unknown; info?: { error?: unknown }; value?: unknown };
  // A node that refuses a whole batch answers with one error instead of a list.
  const ofBatch = Array.isArray(value) ? (value[0] as { error?: unknown } | undefined)?.error : undefined;
  return [direct, info?.error, ofBatch].find(isRefusal);
}

function isRefusal(value: unknown): value is RpcRefusal {
  return typeof value === 'object' && value !== null && 'code' in value && 'message' in value;
}
