import { Blocks, GitBranch, LayoutDashboard, type LucideIcon, Server, Settings, Siren } from 'lucide-react';

export interface Page {
  readonly path: string;
  readonly title: string;
  /** For the narrow tab bar. */
  readonly short: string;
  readonly icon: LucideIcon;
  /** The pages it is made of, as tabs under the top bar; the first one's path is the page's own. */
  readonly sections?: readonly Section[];
}

export interface Section {
  readonly path: string;
  readonly title: string;
  /** Pages stand under its path. */
  readonly isTree?: boolean;
}

const incidentSections: readonly Section[] = [
  { path: '/incidents', title: 'Alerts' },
  { path: '/incidents/all', title: 'Incidents' },
  { path: '/incidents/rules', title: 'Rules', isTree: true },
  { path: '/incidents/silences', title: 'Silences' },
  { path: '/incidents/senders', title: 'Senders' },
];

/** Every page there is, in the order of the rail. */
export const pages: readonly Page[] = [
  { path: '/', title: 'Overview', short: 'Overview', icon: LayoutDashboard },
  { path: '/infrastructure', title: 'Infrastructure', short: 'Infra', icon: Server },
  { path: '/deployments', title: 'Deployments', short: 'Deploys', icon: GitBranch },
  { path: '/incidents', title: 'Incidents', short: 'Incidents', icon: Siren, sections: incidentSections },
  { path: '/web3', title: 'Web3', short: 'Web3', icon: Blocks },
  { path: '/settings', title: 'Settings', short: 'Settings', icon: Settings },
];

/** The page an address belongs to; undefined for one that does not exist. */
export function pageAt(pathname: string): Page | undefined {
  const path = plain(pathname);
  return pages.find((page) => page.path === path || page.sections?.some(isAt(path)));
}

export function sectionAt(pathname: string): Section | undefined {
  const path = plain(pathname);
  return pageAt(path)?.sections?.find(isAt(path));
}

const isAt = (path: string) => (section: Section) =>
  section.path === path || (section.isTree === true && path.startsWith(`${section.path}/`));

const plain = (pathname: string) => pathname.replace(/(.)\/$/, '$1');
