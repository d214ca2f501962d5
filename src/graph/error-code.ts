/** The code that Node, a library or a driver gives its errors, as in `ENOENT`; undefined of an error without one. */
export const errorCode = (error: unknown): string | undefined =>
  error instanceof Error && "code" in error ? String(error.code) : undefined;
