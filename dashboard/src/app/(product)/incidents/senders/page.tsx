import type { Metadata } from 'next';
import { SendersPage } from './senders.tsx';

export const metadata: Metadata = { title: 'Senders' };

export default function Page() {
  return <SendersPage />;
}
