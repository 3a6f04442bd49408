/**
 * Loaded into each server with `--import`: answers the benchmark's questions about the process it runs in.
 * Plain JavaScript, since the servers are plain Node processes.
 */
process.on('message', (question) => {
  if (question !== 'usage') return;
  const { user, system } = process.cpuUsage();
  process.send({ cpu: user + system, rss: process.memoryUsage.rss() });
});
// The benchmark's end is the server's, however it ends.
process.on('disconnect', () => process.exit());
process.channel?.unref();
