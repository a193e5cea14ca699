import { Moon, Sun } from 'lucide-react';
import { useTheme } from 'next-themes';

/** Light or dark, whatever the system says. */
export function ThemeButton() {
  const { resolvedTheme, setTheme } = useTheme();
  return (
    <button
      type="button"
      className="btn icon"
      aria-label="Switch theme"
      title="Switch theme"
      onClick={() => setTheme(resolvedTheme === 'dark' ? 'light' : 'dark')}
    >
      <Moon size={16} strokeWidth={1.75} aria-hidden className="theme-light" />
      <Sun size={16} strokeWidth={1.75} aria-hidden className="theme-dark" />
    </button>
  );
}
