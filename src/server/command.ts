import { parseArgs } from "node:util";

/**
 * Runs one of the package's commands: what `main` resolves to is the exit code, undefined for "see the usage". An error
 * is a sentence for the person who typed the command, followed by the usage where the arguments were wrong.
 */
export async function runCommand(usage: string, main: () => Promise<number | undefined>): Promise<void> {
  if (process.argv.slice(2).some((argument) => argument === "--help" || argument === "-h")) {
    process.stdout.write(usage);
    return;
  }
  try {
    const code = await main();
    if (code === undefined) process.stderr.write(usage);
    process.exitCode = code ?? 1;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(`${message}\n${isOfArguments(error) ? usage : ""}`);
    process.exitCode = 1;
  }
}

const isOfArguments = (error: unknown): boolean =>
  error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");

export interface FileArguments {
  readonly file: string;
  readonly force: boolean;
}

/** The arguments `[--force] FILE`; undefined if the usage is to be shown. */
export function readFileArguments(): FileArguments | undefined {
  const { values, positionals } = parseArgs({
    options: { force: { type: "boolean", default: false } },
    allowPositionals: true,
  });
  const [file, ...rest] = positionals;
  return file === undefined || rest.length > 0 ? undefined : { file, force: values.force };
}
