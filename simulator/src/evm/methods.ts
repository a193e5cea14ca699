import { digest } from '../http/request-ids.ts';
import { hashText, scatter } from '../world/chance.ts';
import { type Block, type Chain, nextBaseFee } from './chain.ts';
import { RpcError } from './rpc-error.ts';

type Method = (chain: Chain, params: readonly unknown[]) => unknown;

const finality = 64;

/** The calls a node answers here; each throws RpcError. */
export const methods: Readonly<Record<string, Method>> = {
  eth_chainId: ({ traits }) => hex(traits.chainId),
  net_version: ({ traits }) => String(traits.chainId),
  web3_clientVersion: () => 'Geth/v1.16.7-stable/linux-amd64/go1.25',
  net_peerCount: () => hex(48),
  net_listening: () => true,
  eth_syncing: () => false,
  eth_accounts: () => [],
  eth_blockNumber: (chain) => hex(chain.head().number),
  eth_getBlockByNumber: (chain, [tag, full]) => describe(chain, at(chain, tag), full === true),
  eth_getBlockByHash: (chain, [hash, full]) => describe(chain, chain.byHash(text(hash)), full === true),
  eth_getBlockTransactionCountByNumber: (chain, [tag]) => {
    const block = at(chain, tag);
    return block ? hex(block.transactions) : null;
  },
  eth_gasPrice: (chain) => hex(nextBaseFee(chain.head(), chain.traits) + tip(chain, chain.head().number, 50)),
  eth_maxPriorityFeePerGas: (chain) => hex(tip(chain, chain.head().number, 50)),
  eth_feeHistory: (chain, [count, newest, percentiles]) => feeHistory(chain, count, newest, percentiles),
  eth_getBalance: () => hex(0),
  eth_getTransactionCount: () => hex(0),
  eth_getCode: () => '0x',
  eth_call: () => '0x',
  eth_getLogs: () => [],
};

/** As the execution API has it: `baseFeePerGas` goes one block further than the rest. */
function feeHistory(chain: Chain, count: unknown, newest: unknown, percentiles: unknown) {
  const last = at(chain, newest);
  if (!last) throw new RpcError(-32_000, 'request beyond head block');
  const wanted = Math.min(1_024, Number(text(count)));
  if (!Number.isInteger(wanted) || wanted < 1) throw new RpcError(-32_602, 'invalid argument 0: block count');
  const asked = percentiles === undefined || percentiles === null ? undefined : list(percentiles);
  const oldest = Math.max(chain.oldest, last.number - wanted + 1);
  const blocks = Array.from({ length: last.number - oldest + 1 }, (_, i) => chain.block(oldest + i)).filter(
    (block) => block !== undefined,
  );
  return {
    oldestBlock: hex(oldest),
    baseFeePerGas: [...blocks.map(({ baseFee }) => hex(baseFee)), hex(nextBaseFee(last, chain.traits))],
    gasUsedRatio: blocks.map(({ gasUsed }) => gasUsed / chain.traits.gasLimit),
    baseFeePerBlobGas: [...blocks, last].map(() => hex(1)),
    blobGasUsedRatio: blocks.map(() => 0),
    ...(asked && {
      reward: blocks.map(({ number }) => asked.map((percent) => hex(tip(chain, number, percent)))),
    }),
  };
}

/** What the given percentile of a block's gas paid on top, in wei. */
function tip({ traits }: Chain, number: number, percentile: number): bigint {
  const mood = 0.7 + 0.6 * scatter(hashText(traits.name), number);
  return BigInt(Math.round(traits.tipGwei * mood * (0.25 + (percentile / 50) ** 1.6 * 0.75) * 1e9));
}

function describe(chain: Chain, block: Block | undefined, full: boolean) {
  if (!block) return null;
  if (full) throw new RpcError(-32_000, 'full transactions are not kept here; ask for hashes');
  const { number, timestamp, baseFee, gasUsed, transactions } = block;
  const hash = chain.hash(number);
  return {
    number: hex(number),
    hash,
    parentHash: chain.hash(number - 1),
    timestamp: hex(timestamp),
    baseFeePerGas: hex(baseFee),
    gasLimit: hex(chain.traits.gasLimit),
    gasUsed: hex(gasUsed),
    transactions: Array.from({ length: transactions }, (_, i) => transactionHash(hash, i)),
    difficulty: '0x0',
    extraData: '0x',
    logsBloom: `0x${'0'.repeat(512)}`,
    miner: `0x${digest(hash, 'miner').slice(0, 40)}`,
    mixHash: `0x${digest(hash, 'mix')}`,
    nonce: '0x0000000000000000',
    receiptsRoot: `0x${digest(hash, 'receipts')}`,
    sha3Uncles: '0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347',
    size: hex(500 + transactions * 190),
    stateRoot: `0x${digest(hash, 'state')}`,
    transactionsRoot: `0x${digest(hash, 'transactions')}`,
    uncles: [],
    withdrawals: [],
    withdrawalsRoot: `0x${digest(hash, 'withdrawals')}`,
    blobGasUsed: '0x0',
    excessBlobGas: '0x0',
    parentBeaconBlockRoot: `0x${digest(hash, 'beacon')}`,
  };
}

/** Unique in a block without a hash each: a block may hold hundreds. */
const transactionHash = (hash: string, index: number) =>
  `${hash.slice(0, 58)}${index.toString(16).padStart(8, '0')}`;

function at(chain: Chain, tag: unknown): Block | undefined {
  const head = chain.head();
  switch (tag) {
    case 'latest':
    case 'pending':
      return head;
    case 'safe':
      return chain.block(head.number - finality / 2);
    case 'finalized':
      return chain.block(head.number - finality);
    case 'earliest':
      return chain.block(chain.oldest);
    default:
      return chain.block(number(tag));
  }
}

function number(value: unknown): number {
  if (typeof value !== 'string' || !/^0x[0-9a-f]+$/i.test(value))
    throw new RpcError(-32_602, 'invalid argument 0: hex string without 0x prefix');
  return Number(value);
}

function text(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  throw new RpcError(-32_602, 'invalid argument: not a string');
}

function list(value: unknown): number[] {
  const numbers = Array.isArray(value) ? value.map(Number) : [Number.NaN];
  if (numbers.some((one) => !(one >= 0 && one <= 100)))
    throw new RpcError(-32_602, 'invalid reward percentile');
  return numbers;
}

const hex = (value: number | bigint) => `0x${value.toString(16)}`;
