/** The product's mark: a pulse that settles. */
export function Mark() {
  return (
    <svg width="20" height="20" viewBox="0 0 20 20" fill="none" aria-hidden="true">
      <rect width="20" height="20" rx="4" fill="var(--ink)" />
      <g stroke="var(--on-ink)" strokeWidth="1.75" strokeLinecap="round" strokeLinejoin="round">
        <path d="M4 13h3.2V7h3.4v6" />
        <path d="M13.4 13H16" />
      </g>
    </svg>
  );
}
