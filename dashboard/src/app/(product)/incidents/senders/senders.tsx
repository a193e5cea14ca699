'use client';

import { Senders } from '../../../../panels/senders/senders.tsx';

export const SendersPage = () => (
  <div className="panels">
    <Senders />
  </div>
);
