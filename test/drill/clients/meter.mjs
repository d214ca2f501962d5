// Loaded before the server: tells whoever started it how much memory it has after a full garbage collection.
process.on("message", () => {
  globalThis.gc?.();
  process.send?.(process.memoryUsage());
});
// It shall not keep the process alive.
process.channel?.unref();
