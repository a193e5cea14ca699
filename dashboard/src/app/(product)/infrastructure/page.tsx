import type { Metadata } from 'next';
import { Infrastructure } from './infrastructure.tsx';

export const metadata: Metadata = { title: 'Infrastructure' };

export default function Page() {
  return <Infrastructure />;
}
