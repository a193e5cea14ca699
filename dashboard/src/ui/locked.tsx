import { Lock } from 'lucide-react';

/** Set by the environment, so it cannot be changed here. */
export function Locked({ variable }: { variable: string }) {
  return (
    <span className="tag" title={`Set by ${variable} on the server; change it there`}>
      <Lock size={12} aria-hidden />
      <span className="max-tab:sr-only">set by {variable}</span>
    </span>
  );
}
