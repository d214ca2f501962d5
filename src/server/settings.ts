/** Wrong settings: one sentence for each. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(problems.join("\n"));
    this.problems = problems;
  }
}

/** Every variable that Rolegraph reads; another that begins with ROLEGRAPH_ is a typing error. */
export const variables = [
  "HOST",
  "PORT",
  "NEO4J_URI",
  "NEO4J_USER",
  "NEO4J_PASSWORD",
  "NEO4J_DATABASE",
  "ROLEGRAPH_DATA",
  "ROLEGRAPH_BUNDLED",
  "ROLEGRAPH_SOURCES",
  "ROLEGRAPH_WORKERS",
  "ROLEGRAPH_LOG_LEVEL",
  "ROLEGRAPH_INTROSPECTION",
  "ROLEGRAPH_JWT_SECRET",
  "ROLEGRAPH_JWKS_URL",
  "ROLEGRAPH_JWT_ISSUER",
  "ROLEGRAPH_JWT_AUDIENCE",
  "ROLEGRAPH_REQUIRE_AUTH",
  "ROLEGRAPH_MAX_DEPTH",
  "ROLEGRAPH_MAX_ALIASES",
  "ROLEGRAPH_MAX_DIRECTIVES",
  "ROLEGRAPH_MAX_TOKENS",
  "ROLEGRAPH_MAX_ROOT_FIELDS",
  "ROLEGRAPH_MAX_FIELDS",
  "ROLEGRAPH_MAX_VARIABLES_BYTES",
  "ROLEGRAPH_MAX_COST",
  "ROLEGRAPH_TIMEOUT_MS",
  "ROLEGRAPH_MAX_CONCURRENT",
  "ROLEGRAPH_MAX_QUEUED",
  "ROLEGRAPH_RATE_LIMIT",
  "ROLEGRAPH_TRUST_PROXY",
  "ROLEGRAPH_ALLOWED_ORIGINS",
  "ROLEGRAPH_CACHE_BYTES",
  "ROLEGRAPH_CACHE_STALENESS_MS",
  "ROLEGRAPH_DOCUMENTS",
  "ROLEGRAPH_DOCUMENTS_MANIFEST",
  "ROLEGRAPH_METRICS_OPERATIONS",
  "ROLEGRAPH_SLOW_QUERY_MS",
  "ROLEGRAPH_LOG_CYPHER",
] as const;
export type Variable = (typeof variables)[number];
export type Environment = Readonly<Record<string, string | undefined>>;

const longestShown = 100;

/** Reads settings and remembers what is wrong with them, so that all of it is said at once. */
export class SettingsReader {
  readonly problems: string[] = [];
  readonly #env: Environment;
  constructor(env: Environment) {
    this.#env = env;
  }

  /** An empty variable counts as unset, since compose files pass on what their own environment lacks as empty. */
  text(name: Variable): string | undefined {
    const value = this.#env[name]?.trim();
    return value === "" ? undefined : value;
  }

  /** The setting as it stands, for secrets: a blank at either end may be meant. */
  raw(name: Variable): string | undefined {
    return this.text(name) === undefined ? undefined : this.#env[name];
  }

  refuse(name: Variable, shown: string, right: string): void {
    const value = shown.length > longestShown ? `${shown.slice(0, longestShown)}…` : shown;
    this.problems.push(`${name} is ${JSON.stringify(value)}, but ${right}.`);
  }

  /** The setting as `parse` understands it; where that is undefined, `right` says what it must be. */
  read<T>(name: Variable, missing: T, right: string, parse: (text: string) => T | undefined): T {
    const text = this.text(name);
    if (text === undefined) return missing;
    const value = parse(text);
    if (value === undefined) this.refuse(name, text, right);
    return value ?? missing;
  }
}

export const parseBoolean = (text: string) => (text === "true" ? true : text === "false" ? false : undefined);
