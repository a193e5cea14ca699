import type { ActionFact } from '@smartops/contract';
import type { Comparison } from '../schema.ts';

const shown = 20;
const migration = /(^|\/)(migrations?|migrate)\/|\.sql$|(^|\/)schema\.prisma$/i;
const workflow = /^\.github\/(workflows|actions)\//;
/** GitHub's comparison lists no more. */
const mostFiles = 300;

/**
 * What lies between the version that is left and the one that is gone to. `left` holds what only the one has that is left,
 * `coming` what only the other has: where it is newer, or the two have parted. A comparison at GitHub goes one way.
 */
export function factsOf(left: Comparison, coming?: Comparison): ActionFact[] {
  const files = differing(left, coming);
  const leaves = left.ahead_by > 0 || !coming;
  return [
    ...(leaves
      ? [commitsOf(left, ['commit will no longer be live', 'commits will no longer be live'], false)]
      : []),
    ...(coming ? [commitsOf(coming, ['commit goes live', 'commits go live'], true)] : []),
    {
      label: 'Files',
      text: `${counted(files.length, 'file differs', 'files differ')}${moreOf(files)}`,
      warns: false,
      items: listed(files),
    },
    migrationsOf(files, leaves),
    workflowsOf(files),
    ...(left.status === 'diverged' ? [parted] : []),
  ];
}

type Files = Comparison['files'];

function differing(left: Comparison, coming: Comparison | undefined): Files {
  const both = [...left.files, ...(coming?.files ?? [])];
  return [...new Map(both.toReversed().map((file) => [file.filename, file])).values()].toReversed();
}

function commitsOf(
  { commits, ahead_by }: Comparison,
  [one, many]: readonly [string, string],
  warns: boolean,
): ActionFact {
  const items = commits
    .toReversed()
    .slice(0, shown)
    .map(({ sha, html_url, commit: { message, author } }) => ({
      text: `${sha.slice(0, 7)} ${message.split('\n', 1)[0]}${author ? `, ${author.name}` : ''}`,
      url: html_url,
    }));
  return { label: 'Commits', text: counted(ahead_by, one, many), warns, items };
}

function migrationsOf(files: Files, leaves: boolean): ActionFact {
  const found = files.filter(({ filename }) => migration.test(filename));
  const what = counted(found.length, 'file looks like a migration', 'files look like migrations');
  const meaning = leaves ? 'going back does not undo what they did to the data' : 'deploying may run them';
  const text =
    found.length === 0 ? `No file looks like a database migration${moreOf(files)}` : `${what}: ${meaning}`;
  return { label: 'Migrations', text, warns: found.length > 0, items: listed(found) };
}

function workflowsOf(files: Files): ActionFact {
  const found = files.filter(({ filename }) => workflow.test(filename));
  const what = counted(found.length, 'workflow file differs', 'workflow files differ');
  const text =
    found.length === 0
      ? `No workflow differs${moreOf(files)}`
      : `${what}: it runs as it was at the version that is deployed`;
  return { label: 'Workflows', text, warns: found.length > 0, items: listed(found) };
}

const parted: ActionFact = {
  label: 'History',
  text: 'The two versions are on lines that have parted: going back also brings commits that the other lacks',
  warns: true,
  items: [],
};

const moreOf = (files: Files) => (files.length >= mostFiles ? ', and more than GitHub lists' : '');

const listed = (files: Files) =>
  files.slice(0, shown).map(({ filename, status }) => ({ text: `${filename} (${status})`, url: null }));

const counted = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;
