import type { Call } from './call.ts';

const usual = 30;
const most = 100;

export interface PageOf<T> {
  readonly items: readonly T[];
  readonly headers: Readonly<Record<string, string>>;
}

/** One page as GitHub cuts it: sizes are clamped, a page behind the last is empty. */
export function paginate<T>({ incoming, api }: Call, all: readonly T[]): PageOf<T> {
  const size = Math.min(most, positive(incoming.query.get('per_page'), usual));
  const page = positive(incoming.query.get('page'), 1);
  const last = Math.max(1, Math.ceil(all.length / size));
  const items = all.slice((page - 1) * size, page * size);
  const to = (number: number, rel: string) => {
    const query = new URLSearchParams(incoming.query);
    query.set('page', String(number));
    return `<${api}${incoming.path.replace(/^\/api\/v3/, '')}?${query}>; rel="${rel}"`;
  };
  const links = [
    ...(page > 1 ? [to(Math.min(page - 1, last), 'prev')] : []),
    ...(page < last ? [to(page + 1, 'next'), to(last, 'last')] : []),
    ...(page > 1 ? [to(1, 'first')] : []),
  ];
  return { items, headers: links.length > 0 ? { link: links.join(', ') } : {} };
}

function positive(text: string | null, otherwise: number): number {
  const value = Number.parseInt(text ?? '', 10);
  return value > 0 ? value : otherwise;
}
