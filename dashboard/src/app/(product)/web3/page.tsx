import type { Metadata } from 'next';
import { Web3 } from './web3.tsx';

export const metadata: Metadata = { title: 'Web3' };

export default function Page() {
  return <Web3 />;
}
