import type { Metadata } from 'next';
import { InvitationPage } from '../../../gate/invitation-page.tsx';

export const metadata: Metadata = { title: 'Invitation' };

export default function Page() {
  return <InvitationPage />;
}
