/** What is known of a chain beyond what its nodes say. */
export interface KnownChain {
  readonly chainId: number;
  readonly name: string;
  readonly logo: string;
  readonly explorerUrl: string | null;
  /** Usual seconds between two blocks; null where blocks come on demand. */
  readonly blockSeconds: number | null;
}

export const chainNames = [
  'ethereum',
  'polygon',
  'base',
  'arbitrum',
  'optimism',
  'sepolia',
  'local',
] as const;
export type ChainName = (typeof chainNames)[number];

/** Chain ids as in the public registry of EVM networks (chainid.network). */
export const chains: Readonly<Record<ChainName, KnownChain>> = {
  ethereum: {
    chainId: 1,
    name: 'Ethereum Mainnet',
    logo: '⟠',
    explorerUrl: 'https://etherscan.io',
    blockSeconds: 12,
  },
  polygon: {
    chainId: 137,
    name: 'Polygon',
    logo: '⬡',
    explorerUrl: 'https://polygonscan.com',
    blockSeconds: 2,
  },
  base: { chainId: 8453, name: 'Base', logo: '◉', explorerUrl: 'https://basescan.org', blockSeconds: 2 },
  arbitrum: {
    chainId: 42_161,
    name: 'Arbitrum One',
    logo: '◭',
    explorerUrl: 'https://arbiscan.io',
    blockSeconds: 0.25,
  },
  optimism: {
    chainId: 10,
    name: 'Optimism',
    logo: '◍',
    explorerUrl: 'https://optimistic.etherscan.io',
    blockSeconds: 2,
  },
  sepolia: {
    chainId: 11_155_111,
    name: 'Sepolia',
    logo: '⟠',
    explorerUrl: 'https://sepolia.etherscan.io',
    blockSeconds: 12,
  },
  local: { chainId: 31_337, name: 'Local chain', logo: '⌂', explorerUrl: null, blockSeconds: null },
};

/** A chain that is not in the table has a generic name and no explorer. */
export function chainOf(chainId: number): KnownChain {
  const known = Object.values(chains).find((chain) => chain.chainId === chainId);
  return known ?? { chainId, name: `Chain ${chainId}`, logo: '◇', explorerUrl: null, blockSeconds: null };
}
