interface SwitchProps {
  label: string;
  on: boolean;
  /** Why it cannot be turned; undefined while it can. */
  locked: string | undefined;
  onChange: (on: boolean) => void;
}

/** On or off, at once. One that is locked can be reached and says why. */
export function Switch({ label, on, locked, onChange }: SwitchProps) {
  return (
    <button
      type="button"
      role="switch"
      className="switch"
      aria-checked={on}
      aria-label={label}
      aria-disabled={locked !== undefined || undefined}
      title={locked ?? (on ? 'On; click to switch it off' : 'Off; click to switch it on')}
      onClick={() => locked === undefined && onChange(!on)}
    >
      <span />
    </button>
  );
}
