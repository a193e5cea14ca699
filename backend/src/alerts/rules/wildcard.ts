/**
 * Whether a text is what a pattern says, in any case; `*` stands for any text and nothing else is special, because names
 * hold slashes and brackets. Looks at the text once, however many stars.
 */
export function isLike(pattern: string, text: string): boolean {
  const [first = '', ...rest] = pattern.toLowerCase().split('*');
  const whole = text.toLowerCase();
  const last = rest.pop();
  if (last === undefined) return whole === first;
  if (!whole.startsWith(first) || whole.length < first.length + last.length || !whole.endsWith(last))
    return false;
  let from = first.length;
  const to = whole.length - last.length;
  for (const part of rest) {
    const at = whole.indexOf(part, from);
    if (at < 0 || at + part.length > to) return false;
    from = at + part.length;
  }
  return true;
}
