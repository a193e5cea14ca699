import { Blocks, GitBranch, LayoutDashboard, type LucideIcon, Server, Settings } from 'lucide-react';

export interface Page {
  readonly path: string;
  readonly title: string;
  /** For the narrow tab bar. */
  readonly short: string;
  readonly icon: LucideIcon;
}

/** Every page there is, in the order of the rail. */
export const pages: readonly Page[] = [
  { path: '/', title: 'Overview', short: 'Overview', icon: LayoutDashboard },
  { path: '/infrastructure', title: 'Infrastructure', short: 'Infra', icon: Server },
  { path: '/deployments', title: 'Deployments', short: 'Deploys', icon: GitBranch },
  { path: '/web3', title: 'Web3', short: 'Web3', icon: Blocks },
  { path: '/settings', title: 'Settings', short: 'Settings', icon: Settings },
];

/** The page an address belongs to; undefined for one that does not exist. */
export function pageAt(pathname: string): Page | undefined {
  const path = pathname.replace(/(.)\/$/, '$1');
  return pages.find((page) => page.path === path);
}
