import Link from 'next/link';
import { Shell } from '../frame/shell.tsx';

export default function NotFound() {
  return (
    <Shell>
      <section className="sheet">
        <div className="empty">
          <h2 className="font-strong">There is no page here</h2>
          <p>The address may be mistyped, or what it pointed to is part of a later release.</p>
          <Link className="btn" href="/">
            Go to Overview
          </Link>
        </div>
      </section>
    </Shell>
  );
}
