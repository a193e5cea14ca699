import type { PostMortem } from '@smartops/contract';

type Document = Pick<PostMortem, 'title' | 'sections'>;

/** The document as Markdown. What sources and people wrote stays text: no tags, links, mentions or tables of their own. */
export function toMarkdown({ title, sections }: Document): string {
  const parts = sections.map(({ title: heading, paragraphs, items, table }) =>
    [
      `## ${plain(heading)}`,
      ...paragraphs.map(plain),
      ...(items.length > 0 ? [items.map((item) => `- ${plain(item)}`).join('\n')] : []),
      ...(table && table.rows.length > 0 ? [toTable(table)] : []),
    ].join('\n\n'),
  );
  return `${[`# ${plain(title)}`, ...parts].join('\n\n')}\n`;
}

function toTable({ head, rows }: NonNullable<Document['sections'][number]['table']>): string {
  const line = (cells: readonly string[]) => `| ${cells.map(plain).join(' | ')} |`;
  return [line(head), `|${' --- |'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '@': '&#64;' };

/** One line of text that Markdown shows as it is. An underscore inside a word is one already. */
export function plain(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[&<>@]/g, (sign) => entities[sign] ?? sign)
    .replace(/[\\`*[\]|~]|(?<!\w)_|_(?!\w)/g, '\\$&')
    .replace(/^(\d+)([.)]\s)/, '$1\\$2')
    .replace(/^[-+#=]/, '\\$&')
    .replace(/:\/\//g, '&#58;//')
    .replace(/\bwww\./gi, 'www&#46;');
}
