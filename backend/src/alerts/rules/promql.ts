import type { SyntaxNode } from '@lezer/common';
import { parser } from '@prometheus-io/lezer-promql';

export interface Matcher {
  readonly label: string;
  readonly op: '=' | '!=' | '=~' | '!~';
  readonly value: string;
}

export interface Selector {
  readonly metric: string;
  readonly matchers: readonly Matcher[];
}

/** An expression as far as a rule of ours can say the same. */
export type Simple =
  | { readonly kind: 'compare'; readonly selector: Selector; readonly op: string; readonly value: number }
  | { readonly kind: 'absent'; readonly selector: Selector };

/** Reads `metric{…} > number`, the same turned round, and `absent(metric{…})`. Otherwise the reason why not. */
export function readPromql(text: string): Simple | { readonly reason: string } {
  const tree = parser.parse(text);
  let broken = false;
  tree.iterate({
    enter({ type }) {
      broken ||= type.isError;
    },
  });
  const top = bare(tree.topNode.firstChild);
  if (broken || !top) return { reason: 'The expression cannot be read' };
  if (top.name === 'FunctionCall') return readAbsent(top, text);
  if (top.name !== 'BinaryExpr')
    return {
      reason: `Only comparisons with a number and absent() can be taken over, not ${text.slice(top.from, top.to).slice(0, mostQuoted)}`,
    };
  return readComparison(top, text);
}

const turned: Record<string, string> = { '>': '<', '<': '>', '>=': '<=', '<=': '>=' };

function readComparison(node: SyntaxNode, text: string): Simple | { readonly reason: string } {
  const [first, operator, ...rest] = childrenOf(node);
  const last = rest.at(-1);
  const op = operator ? text.slice(operator.from, operator.to) : '';
  if (!first || !last || !(op in turned))
    return { reason: `Only comparisons with >, >=, < and <= can be taken over, not ${op}` };
  if (rest.length > 1)
    return { reason: 'Comparisons with `bool` or with matching of labels cannot be taken over' };
  const [left, right] = [bare(first), bare(last)];
  const [value, isTurned] = [
    numberOf(right, text) ?? numberOf(left, text),
    numberOf(left, text) !== undefined,
  ];
  const series = isTurned ? right : left;
  if (value === undefined || !Number.isFinite(value))
    return { reason: 'Only comparisons with a plain number can be taken over' };
  const selector = series && selectorOf(series, text);
  if (!selector) {
    const compared = series ? text.slice(series.from, series.to) : 'nothing';
    return { reason: `Only a metric as it is can be compared, not ${compared.slice(0, mostQuoted)}` };
  }
  return { kind: 'compare', selector, op: isTurned ? (turned[op] ?? op) : op, value };
}

/** Of an expression that cannot be read, so many characters are shown. */
const mostQuoted = 100;

function readAbsent(node: SyntaxNode, text: string): Simple | { readonly reason: string } {
  const name = node.getChild('FunctionIdentifier');
  const called = name ? text.slice(name.from, name.to) : '';
  if (called !== 'absent') return { reason: `The function ${called}() cannot be taken over` };
  const argument = bare(node.getChild('FunctionCallBody')?.firstChild ?? null);
  const selector = argument && selectorOf(argument, text);
  return selector
    ? { kind: 'absent', selector }
    : { reason: 'absent() is taken over for a plain metric only' };
}

/** Without brackets around it. */
function bare(node: SyntaxNode | null): SyntaxNode | null {
  return node?.name === 'ParenExpr' ? bare(node.firstChild) : node;
}

function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) children.push(child);
  return children;
}

function numberOf(node: SyntaxNode | null, text: string): number | undefined {
  if (node?.name === 'UnaryExpr') {
    const [sign, inner] = childrenOf(node);
    const value = numberOf(bare(inner ?? null), text);
    return value !== undefined && sign && text.slice(sign.from, sign.to) === '-' ? -value : value;
  }
  if (node?.name !== 'NumberDurationLiteral') return undefined;
  const value = Number(text.slice(node.from, node.to).replaceAll('_', ''));
  return Number.isNaN(value) ? undefined : value;
}

function selectorOf(node: SyntaxNode, text: string): Selector | undefined {
  if (node.name !== 'VectorSelector') return undefined;
  const identifier = node.getChild('Identifier');
  const inside = node.getChild('LabelMatchers');
  const quoted = inside?.getChild('QuotedLabelName');
  const name = identifier ?? quoted;
  if (!name) return undefined;
  const written = text.slice(name.from, name.to);
  const found = [
    ...(inside?.getChildren('UnquotedLabelMatcher') ?? []),
    ...(inside?.getChildren('QuotedLabelMatcher') ?? []),
  ];
  const matchers = found.map((one) => matcherOf(one, text));
  return { metric: quoted ? unquoted(written) : written, matchers };
}

function matcherOf(node: SyntaxNode, text: string): Matcher {
  const [label, op, value] = childrenOf(node).map(({ from, to }) => text.slice(from, to));
  return { label: unquoted(label ?? ''), op: (op ?? '=') as Matcher['op'], value: unquoted(value ?? '') };
}

/** A string as PromQL writes it: in any of three quotes, with backslashes in two of them. */
function unquoted(text: string): string {
  if (!/^["'`]/.test(text)) return text;
  const inner = text.slice(1, -1);
  return text.startsWith('`') ? inner : inner.replaceAll(/\\(.)/g, '$1');
}
