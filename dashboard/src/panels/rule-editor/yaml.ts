import type { RuleSpec } from '@smartops/contract';
import { ruleEntry, ruleFileHead } from '@smartops/contract/rule-file';
import { LineCounter, parseDocument, stringify } from 'yaml';
import { check } from './check.ts';

/** One rule as a file of rules has it, so that it can be kept and imported as it stands. */
export const toYaml = (id: string | undefined, spec: RuleSpec): string =>
  `${ruleFileHead}\n${stringify({ rules: [ruleEntry(id, spec)] })}`;

export interface YamlFault {
  /** From 1; undefined where it belongs to no line. */
  readonly line: number | undefined;
  readonly message: string;
}

/** The rule that a text says, or what is wrong with it line by line. */
export function readYaml(text: string): {
  readonly spec: RuleSpec | undefined;
  readonly faults: readonly YamlFault[];
} {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  if (document.errors.length > 0)
    return {
      spec: undefined,
      faults: document.errors.map(({ message, linePos }) => ({
        line: linePos?.[0].line,
        message: message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? message,
      })),
    };
  const content: unknown = document.toJS();
  const at = entryPath(content);
  if (!at) return { spec: undefined, faults: [{ line: 1, message: 'One rule is expected, under rules:' }] };
  const { id: _, ...entry } = Object(at.reduce<unknown>((inner, key) => Object(inner)[key], content));
  const { spec, faults } = check(entry);
  const lineOf = (path: readonly string[]): number | undefined => {
    for (let length = path.length; length >= 0; length--) {
      const node = document.getIn([...at, ...path.slice(0, length)], true);
      const range = (node as { range?: [number, number, number] } | undefined)?.range;
      if (range) return lines.linePos(range[0]).line;
    }
    return undefined;
  };
  const all = [
    ...Object.entries(faults).map(([path, message]) => ({ path: path.split('.'), message })),
    ...unknownIn(entry, spec ?? undefined),
  ];
  return {
    spec: all.length === 0 ? spec : undefined,
    faults: all.map(({ path, message }) => ({
      line: lineOf(path),
      message: path.length > 0 && spec === undefined ? `${path.join('.')}: ${message}` : message,
    })),
  };
}

/** Where the one rule stands; undefined where there is not exactly one. */
function entryPath(content: unknown): (string | number)[] | undefined {
  const { rules } = Object(content) as { rules?: unknown };
  if (Array.isArray(rules)) return rules.length === 1 ? ['rules', 0] : undefined;
  if (Array.isArray(content)) return content.length === 1 ? [0] : undefined;
  return typeof content === 'object' && content !== null ? [] : undefined;
}

/** Keys that mean nothing: a word that is misspelt must not be lost without a word. */
function unknownIn(
  given: object,
  understood: object | undefined,
  path: readonly string[] = [],
): { path: string[]; message: string }[] {
  if (!understood) return [];
  return Object.entries(given).flatMap(([key, value]) => {
    const known = (understood as Record<string, unknown>)[key];
    if (known === undefined) return [{ path: [...path, key], message: `Nothing is called ${key} here` }];
    const isInner = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isInner && typeof known === 'object' && known !== null
      ? unknownIn(value, known, [...path, key])
      : [];
  });
}
