import picomatch from 'picomatch';

/** Longer texts are judged by their beginning, so that no name that a stranger gives takes long. */
const longest = 255;
const mostKept = 2_000;

/** Whether a text fits a pattern in which only `*` and `?` mean more than themselves. What was asked before is remembered. */
export function globOf(pattern: string, { anyCase }: { readonly anyCase: boolean }) {
  const escaped = pattern.replaceAll(/[^\p{L}\p{N}\s*?/]/gu, '\\$&').replaceAll(/\*+/g, '*');
  const fits = picomatch(escaped, {
    // With `bash` a star also stands for slashes.
    bash: true,
    dot: true,
    nocase: anyCase,
    ...{ nobrace: true, nobracket: true, noextglob: true, nonegate: true },
  });
  const known = new Map<string, boolean>();
  return (text: string): boolean => {
    const asked = text.slice(0, longest);
    const found = known.get(asked) ?? fits(asked);
    if (known.size >= mostKept) known.clear();
    known.set(asked, found);
    return found;
  };
}
