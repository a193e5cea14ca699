'use client';

export default function PageError({ error, reset }: { error: Error; reset: () => void }) {
  return (
    <section className="sheet">
      <div className="empty" role="alert">
        <h2 className="font-strong">This page stopped working</h2>
        <p>Your systems are not affected; only this view is. What broke: {error.message}</p>
        <button type="button" className="btn" onClick={reset}>
          Try again
        </button>
      </div>
    </section>
  );
}
