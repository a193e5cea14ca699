const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Ends with its children: when asked to, when one of them ends, and when whoever started this is gone – `npm run` puts a
 * shell in between that dies of a signal without passing it on.
 */
export function endTogether(children) {
  const parent = process.ppid;
  let code = 0;
  const stop = (signal) => {
    for (const child of children) child.kill(signal);
  };
  for (const signal of signals) process.on(signal, () => stop(signal));
  const watch = setInterval(() => process.ppid !== parent && stop('SIGTERM'), 1_000);
  const ended = children.map(
    (child) =>
      new Promise((resolve) => {
        child.on('exit', (its) => {
          code ||= its ?? 0;
          stop('SIGTERM');
          resolve();
        });
      }),
  );
  void Promise.all(ended).then(() => {
    clearInterval(watch);
    process.exitCode = code;
  });
}
