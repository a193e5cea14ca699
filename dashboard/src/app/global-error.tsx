'use client';

import './globals.css';

export default function GlobalError({ error, reset }: { error: Error; reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <main className="main">
          <section className="sheet">
            <div className="empty" role="alert">
              <h1 className="font-strong">The dashboard stopped working</h1>
              <p>Your systems are not affected; only this page is. What broke: {error.message}</p>
              <button type="button" className="btn" onClick={reset}>
                Start again
              </button>
            </div>
          </section>
        </main>
      </body>
    </html>
  );
}
