import { readdirSync, readFileSync } from 'node:fs';

const ticksPerSecond = 100;

/** A process and everything it started, by id. Linux only. */
export function processesUnder(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const entry of readdirSync('/proc')) {
    const fields = /^\d+$/.test(entry) ? stat(Number(entry)) : undefined;
    if (fields) parents.set(Number(entry), Number(fields[1]));
  }
  const family = new Set([pid]);
  for (let size = 0; size !== family.size; ) {
    size = family.size;
    for (const [child, parent] of parents) if (family.has(parent)) family.add(child);
  }
  return [...family];
}

/** CPU seconds these processes have used, each counted once. */
export function cpuOfProcesses(pids: readonly number[]): number {
  let ticks = 0;
  for (const pid of new Set(pids)) {
    const fields = stat(pid);
    ticks += Number(fields?.[11] ?? 0) + Number(fields?.[12] ?? 0);
  }
  return ticks / ticksPerSecond;
}

/** The fields of /proc/<pid>/stat behind the command's name: state, parent, … */
function stat(pid: number): string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}
