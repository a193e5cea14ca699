import { type Incoming, json, type Part, type Refusal, type Reply } from '../http/exchange.ts';
import type { World } from '../world/world.ts';
import { Chain } from './chain.ts';
import { ethereum, polygon } from './chains.ts';
import { methods } from './methods.ts';
import { RpcError } from './rpc-error.ts';

interface Call {
  readonly id: unknown;
  readonly method: string;
  readonly params: readonly unknown[];
}

const path = /^\/evm\/([a-z]+)\/?$/;
const mostAtOnce = 1_000;

/** Two chains over JSON-RPC 2.0: `/evm/ethereum` and `/evm/polygon`. */
export function evmPart(world: World): Part {
  const chains = new Map([ethereum, polygon].map((traits) => [traits.name, new Chain(world, traits)]));
  const chainOf = ({ path: asked }: Incoming) => chains.get(path.exec(asked)?.[1] ?? '');
  return {
    name: (incoming) => `evm.${path.exec(incoming.path)?.[1] ?? 'unknown'}`,
    answer(incoming) {
      const chain = chainOf(incoming);
      if (!chain) return json(404, failure(null, new RpcError(-32_601, 'no such chain')));
      if (incoming.method !== 'POST') return json(405, failure(null, new RpcError(-32_600, 'POST only')));
      return json(200, answerAll(chain, incoming.body));
    },
    refuse,
  };
}

function answerAll(chain: Chain, body: string): unknown {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return failure(null, new RpcError(-32_700, 'parse error'));
  }
  if (!Array.isArray(parsed)) return answerOne(chain, parsed);
  if (parsed.length === 0) return failure(null, new RpcError(-32_600, 'empty batch'));
  if (parsed.length > mostAtOnce) return failure(null, new RpcError(-32_600, 'batch too large'));
  return parsed.map((call) => answerOne(chain, call));
}

function answerOne(chain: Chain, value: unknown): unknown {
  const call = readCall(value);
  if (!call) return failure(Object(value).id ?? null, new RpcError(-32_600, 'invalid request'));
  try {
    const method = Object.hasOwn(methods, call.method) ? methods[call.method] : undefined;
    if (!method) throw new RpcError(-32_601, `the method ${call.method} does not exist/is not available`);
    return { jsonrpc: '2.0', id: call.id, result: method(chain, call.params) };
  } catch (error) {
    return failure(call.id, error instanceof RpcError ? error : new RpcError(-32_603, 'internal error'));
  }
}

function readCall(value: unknown): Call | undefined {
  const { jsonrpc, id, method, params = [] } = Object(value) as Record<string, unknown>;
  if (jsonrpc !== '2.0' || typeof method !== 'string' || !Array.isArray(params)) return undefined;
  return { id: id ?? null, method, params };
}

function failure(id: unknown, { code, message }: RpcError) {
  return { jsonrpc: '2.0', id, error: { code, message } };
}

function refuse(_incoming: Incoming, refusal: Refusal, status?: number): Reply {
  if (refusal === 'denied')
    return json(status ?? 401, failure(null, new RpcError(-32_002, 'invalid project id')));
  if (refusal !== 'broken')
    return json(status ?? 429, failure(null, new RpcError(-32_005, 'daily request count exceeded')), {
      'retry-after': '40',
    });
  return json(status ?? 500, failure(null, new RpcError(-32_603, 'internal error')));
}
