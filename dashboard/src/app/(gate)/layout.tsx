import type { ReactNode } from 'react';
import { Gate } from '../../gate/gate.tsx';

export default function Layout({ children }: { children: ReactNode }) {
  return <Gate>{children}</Gate>;
}
