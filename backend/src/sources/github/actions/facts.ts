import type { ActionFact } from '@smartops/contract';
import type { Comparison } from '../schema.ts';

const shown = 20;
const migration = /(^|\/)(migrations?|migrate)\/|\.sql$|(^|\/)schema\.prisma$/i;
const workflow = /^\.github\/(workflows|actions)\//;
/** GitHub's comparison lists no more. */
const mostFiles = 300;

/** What lies between the version to go back to and the one that is left: all of it will be undone. */
export function factsOf({ commits, ahead_by, files, status }: Comparison): ActionFact[] {
  const named = (test: RegExp) => files.filter(({ filename }) => test.test(filename));
  const migrations = named(migration);
  const workflows = named(workflow);
  const more = files.length >= mostFiles ? ', and more than GitHub lists' : '';
  return [
    {
      label: 'Commits',
      text: counted(ahead_by, 'commit will no longer be live', 'commits will no longer be live'),
      warns: false,
      items: commits
        .toReversed()
        .slice(0, shown)
        .map(({ sha, html_url, commit: { message, author } }) => ({
          text: `${sha.slice(0, 7)} ${message.split('\n', 1)[0]}${author ? `, ${author.name}` : ''}`,
          url: html_url,
        })),
    },
    {
      label: 'Files',
      text: `${counted(files.length, 'file differs', 'files differ')}${more}`,
      warns: false,
      items: listed(files),
    },
    {
      label: 'Migrations',
      text:
        migrations.length === 0
          ? `No file looks like a database migration${more}`
          : `${counted(migrations.length, 'file looks like a migration', 'files look like migrations')}: going back does not undo what they did to the data`,
      warns: migrations.length > 0,
      items: listed(migrations),
    },
    {
      label: 'Workflows',
      text:
        workflows.length === 0
          ? `No workflow differs${more}`
          : `${counted(workflows.length, 'workflow file differs', 'workflow files differ')}: the old version runs as it was then`,
      warns: workflows.length > 0,
      items: listed(workflows),
    },
    ...(status === 'diverged'
      ? [
          {
            label: 'History',
            text: 'The two versions are on lines that have parted: going back also brings commits that the other lacks',
            warns: true,
            items: [],
          },
        ]
      : []),
  ];
}

const listed = (files: Comparison['files']) =>
  files.slice(0, shown).map(({ filename, status }) => ({ text: `${filename} (${status})`, url: null }));

const counted = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;
