/** A canvas cannot read `light-dark()`: a hidden element resolves each token, once per theme. */
const known = new Map<string, string>();
let probe: HTMLElement | undefined;

export function ink(token: string): string {
  const found = known.get(token);
  if (found !== undefined) return found;
  if (!probe) {
    probe = document.createElement('span');
    probe.hidden = true;
    document.body.append(probe);
  }
  probe.style.color = `var(${token})`;
  const colour = getComputedStyle(probe).color;
  known.set(token, colour);
  return colour;
}

/** Calls back when the colours have changed. Returns the way to stop. */
export function onTheme(changed: () => void): () => void {
  const forget = () => {
    known.clear();
    changed();
  };
  const watch = new MutationObserver(forget);
  watch.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  const system = matchMedia('(prefers-color-scheme: dark)');
  system.addEventListener('change', forget);
  return () => {
    watch.disconnect();
    system.removeEventListener('change', forget);
  };
}
