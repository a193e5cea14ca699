/** Fields that are not words of a stranger: ids, times, and words of a fixed list. */
const fixed = new Set([
  ...[
    'id',
    'source',
    'kind',
    'type',
    'status',
    'severity',
    'state',
    'environment',
    'gasTrend',
    'unit',
    'scope',
  ],
  ...['metricId', 'resourceId', 'pipelineId', 'alertIds', 'reason', 'trend', 'better', 'direction'],
]);
const isTime = (text: string) => /^\d{4}-\d\d-\d\dT/.test(text);
const isLink = (key: string) => key === 'url' || key === 'explorerUrl';

/** The same state with `text` wherever somebody outside may write, and `address` behind every link. */
export function hostileState<Value>(value: Value, text: string, address: string, key = ''): Value {
  const replace = (): unknown => {
    if (Array.isArray(value)) return value.map((item) => hostileState(item, text, address, key));
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(
        Object.entries(value).map(([name, inner]) => [name, hostileState(inner, text, address, name)]),
      );
    if (isLink(key)) return address;
    if (typeof value !== 'string' || fixed.has(key) || isTime(value)) return value;
    return text;
  };
  return replace() as Value;
}
