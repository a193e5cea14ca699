import { createHash } from 'node:crypto';
import type { SourceTools } from '../source.ts';

interface FakeBlock {
  readonly number: string;
  readonly hash: string;
  readonly parentHash: string;
  readonly timestamp: string;
  readonly transactions: readonly string[];
  readonly baseFeePerGas?: string;
}

/** An Ethereum node for tests: one block every 12 s, ten transactions each. */
export interface FakeNode {
  readonly tools: SourceTools;
  readonly blocks: FakeBlock[];
  /** The methods of each request, oldest first. */
  readonly requests: string[][];
  /** Adds so many blocks; `fork` makes their hashes different. */
  mine(count: number, fork?: string): void;
  /** What a method answers instead: a result, or a JSON-RPC error as `{ error }`. */
  answer(method: string, reply: unknown): void;
  /** What the endpoint answers instead of JSON-RPC; null for normal again. */
  breakWith(response: (() => Response) | null): void;
  setNow(at: number): void;
}

export const genesisAt = 1_772_366_400;
export const gwei = (value: number) => `0x${Math.round(value * 1e9).toString(16)}`;
const hex = (value: number) => `0x${value.toString(16)}`;
const hashOf = (text: string) => `0x${createHash('sha256').update(text).digest('hex')}`;

export function fakeNode({ chainId = 1, isLegacy = false } = {}): FakeNode {
  const blocks: FakeBlock[] = [];
  const answers = new Map<string, unknown>([['eth_chainId', hex(chainId)]]);
  const requests: string[][] = [];
  let broken: (() => Response) | null = null;
  let now = genesisAt * 1_000;

  const mine = (count: number, fork = '') => {
    for (let i = 0; i < count; i++) {
      const number = blocks.length;
      const time = genesisAt + number * 12;
      blocks.push({
        number: hex(number),
        hash: hashOf(`${fork}${number}`),
        parentHash: blocks.at(-1)?.hash ?? hashOf('nothing'),
        timestamp: hex(time),
        transactions: Array.from({ length: 10 }, (_, index) => hashOf(`tx ${number} ${index}`)),
        ...(!isLegacy && { baseFeePerGas: gwei(20 + number / 100) }),
      });
      now = time * 1_000 + 3_000;
    }
  };
  const resultOf = (method: string, params: readonly unknown[]): unknown => {
    if (answers.has(method)) return answers.get(method);
    if (method === 'eth_getBlockByNumber')
      return (params[0] === 'latest' ? blocks.at(-1) : blocks[Number(params[0])]) ?? null;
    if (method === 'eth_feeHistory')
      return {
        oldestBlock: hex(Math.max(0, blocks.length - 20)),
        baseFeePerGas: [...blocks.slice(-20).map((block) => block?.baseFeePerGas ?? '0x0'), gwei(25)],
        gasUsedRatio: blocks.slice(-20).map((_, index) => (index % 2 ? 0.5 : 0)),
        reward: blocks
          .slice(-20)
          .map((_, index) => (index % 2 ? [gwei(1), gwei(2), gwei(5)] : ['0x0', '0x0', '0x0'])),
      };
    return { error: { code: -32601, message: `the method ${method} does not exist/is not available` } };
  };
  const reply = async (_url: unknown, init?: RequestInit): Promise<Response> => {
    const body = JSON.parse(Buffer.from(init?.body as Uint8Array).toString());
    const calls: { id: number; method: string; params: unknown[] }[] = [body].flat();
    requests.push(calls.map(({ method }) => method));
    if (broken) return broken();
    const results = calls.map(({ id, method, params }) => {
      const result = resultOf(method, params);
      const isError = typeof result === 'object' && result !== null && 'error' in result;
      return { jsonrpc: '2.0', id, ...(isError ? result : { result }) };
    });
    return Response.json(Array.isArray(body) ? results : results[0]);
  };
  return {
    tools: {
      connectionId: 'evm:ethereum',
      fetch: reply as typeof fetch,
      fetchTyped: reply as typeof fetch,
      now: () => now,
    },
    blocks,
    requests,
    mine,
    answer: (method, result) => void answers.set(method, result),
    breakWith: (response) => {
      broken = response;
    },
    setNow: (at) => {
      now = at;
    },
  };
}
