/** How often something can be done in a second of CPU time, all threads of the process together; which is what stays when a machine is shared. */
export async function perCpuSecond(work: (n: number) => unknown, ms: number): Promise<number> {
  const before = process.cpuUsage();
  const until = performance.now() + ms;
  let done = 0;
  while (performance.now() < until) {
    // A promise that is awaited costs; what answers at once is not made to wait.
    const answered = work(done);
    if (answered instanceof Promise) await answered;
    done += 1;
  }
  const { user, system } = process.cpuUsage(before);
  return done / ((user + system) / 1_000_000);
}
