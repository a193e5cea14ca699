import type { Metadata } from 'next';
import { Silences } from './silences.tsx';

export const metadata: Metadata = { title: 'Silences' };

export default function Page() {
  return <Silences />;
}
