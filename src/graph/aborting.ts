/**
 * What the promise comes to, unless the signal aborts before: then its reason, after `abandon` was told. Whoever waits
 * goes on at once; what the promise comes to afterwards is nobody's affair.
 */
export async function orAborted<T>(
  promise: PromiseLike<T>,
  signal: AbortSignal | undefined,
  abandon: () => void,
): Promise<T> {
  if (signal === undefined) return promise;
  let stop = (): void => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => {
      abandon();
      reject(signal.reason);
    };
    signal.addEventListener("abort", stop, { once: true });
    if (signal.aborted) stop();
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
