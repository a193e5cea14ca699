import { Blocks, GitBranch, type LucideIcon, Server } from 'lucide-react';

interface Connectable {
  readonly title: string;
  readonly text: string;
  readonly needs: string;
  readonly icon: LucideIcon;
  /** What to set before the next start. */
  readonly variables: string;
}

/** What can be connected, by the variables that the server reads. */
export const connectable: readonly Connectable[] = [
  {
    title: 'AWS account',
    text: 'EC2, RDS, S3, Lambda, CloudFront and IAM',
    needs: 'The usual AWS variables, a profile or a role. Read-only is enough.',
    icon: Server,
    variables: 'AWS_REGION=eu-west-1\nAWS_ACCESS_KEY_ID=…\nAWS_SECRET_ACCESS_KEY=…',
  },
  {
    title: 'GitHub',
    text: 'Runs, deployments and their logs',
    needs: 'A token that may read Actions and deployments.',
    icon: GitBranch,
    variables: 'GITHUB_TOKEN=…\nGITHUB_OWNER=…\nGITHUB_REPO=…',
  },
  {
    title: 'A chain',
    text: 'Ethereum, Polygon or any EVM network: blocks, pace and gas',
    needs: 'An RPC address. No private key, ever.',
    icon: Blocks,
    variables: 'ETHEREUM_RPC_URL=https://…\nPOLYGON_RPC_URL=https://…',
  },
];
