import type { Metadata } from 'next';
import { AllIncidents } from './all-incidents.tsx';

export const metadata: Metadata = { title: 'Incidents' };

export default function Page() {
  return <AllIncidents />;
}
