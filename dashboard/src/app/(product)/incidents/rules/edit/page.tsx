import type { Metadata } from 'next';
import { EditRule } from './edit-rule.tsx';

export const metadata: Metadata = { title: 'Rule' };

export default function Page() {
  return <EditRule />;
}
