import { statSync } from "node:fs";
import { isIP } from "node:net";
import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { type AuthConfig, authSettings, readAuth } from "./auth-config.js";
import {
  type CachingConfig,
  cachingSettings,
  type DocumentsConfig,
  readCaching,
  readDocuments,
} from "./caching/config.js";
import { type Limits, limitSettings, readLimits } from "./limits/config.js";
import { type ObservabilityConfig, observabilitySettings, readObservability } from "./observability/config.js";
import { ConfigError, type Environment, parseBoolean, SettingsReader, type Variable, variables } from "./settings.js";

export { ConfigError, type Environment } from "./settings.js";

const logLevels = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;
export type LogLevel = (typeof logLevels)[number];

export interface Neo4jConfig {
  readonly kind: "neo4j";
  readonly uri: string;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

export interface EmbeddedConfig {
  readonly kind: "embedded";
  /** The data folder, absolute. */
  readonly path: string;
  /** Whether an empty store is given the bundled facts. */
  readonly bundled: boolean;
}

export interface Config {
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  readonly engine: EmbeddedConfig | Neo4jConfig;
  /** Processes that answer; 1: this one alone. */
  readonly workers: number;
  /** The folder of source texts, absolute. */
  readonly sources?: string;
  readonly logLevel: LogLevel;
  readonly introspection: boolean;
  /** Absent: no key, so nobody writes. */
  readonly auth?: AuthConfig;
  readonly limits: Limits;
  readonly caching: CachingConfig;
  /** Documents that clients ask for by id. */
  readonly documents?: DocumentsConfig;
  readonly observability: ObservabilityConfig;
}

const schemes = ["neo4j:", "neo4j+s:", "neo4j+ssc:", "bolt:", "bolt+s:", "bolt+ssc:"];

/** The settings of the server; throws ConfigError. */
export function readConfig(env: Environment, folder: string = process.cwd()): Config {
  const reader = new SettingsReader(env);
  refuseUnknown(env, reader.problems);
  const sources = readSources(reader, folder);
  const auth = readAuth(reader);
  const documents = readDocuments(reader, folder);
  const engine = reader.text("NEO4J_URI") === undefined ? readEmbedded(reader, folder) : readNeo4j(reader, env);
  const config: Config = {
    host: reader.read("HOST", "127.0.0.1", "it must be a host name or an IP address, as in 127.0.0.1", parseHost),
    port: reader.read("PORT", 4000, "it must be a whole number from 0 (any free port) to 65535", parsePort),
    engine,
    workers: readWorkers(reader, engine.kind),
    ...(sources !== undefined && { sources }),
    logLevel: reader.read("ROLEGRAPH_LOG_LEVEL", "info", `it must be one of ${logLevels.join(", ")}`, (text) =>
      logLevels.find((level) => level === text),
    ),
    introspection: reader.read("ROLEGRAPH_INTROSPECTION", true, "it must be true or false", parseBoolean),
    ...(auth !== undefined && { auth }),
    limits: readLimits(reader, engine.kind),
    caching: readCaching(reader),
    ...(documents !== undefined && { documents }),
    observability: readObservability(reader, env, engine.kind),
  };
  if (reader.problems.length > 0) throw new ConfigError(reader.problems);
  return config;
}

function refuseUnknown(env: Environment, problems: string[]): void {
  const known: ReadonlySet<string> = new Set(variables);
  const all = variables.filter((name) => name.startsWith("ROLEGRAPH_")).join(", ");
  for (const name of Object.keys(env).sort()) {
    if (name.startsWith("ROLEGRAPH_") && !known.has(name)) {
      problems.push(`${name} is not a setting of Rolegraph, which knows ${all}.`);
    }
  }
}

function readEmbedded(reader: SettingsReader, folder: string): EmbeddedConfig {
  for (const name of ["NEO4J_USER", "NEO4J_PASSWORD", "NEO4J_DATABASE"] as const) {
    if (reader.text(name) === undefined) continue;
    reader.problems.push(
      `${name} is set but NEO4J_URI is not: set NEO4J_URI to use Neo4j, or unset ${name} to use the embedded engine.`,
    );
  }
  const path = resolve(folder, reader.text("ROLEGRAPH_DATA") ?? ".rolegraph");
  if (kindOf(path) === "file") reader.refuse("ROLEGRAPH_DATA", path, "it must be a folder and that is a file");
  const bundled = reader.read("ROLEGRAPH_BUNDLED", true, "it must be true or false", parseBoolean);
  return { kind: "embedded", path, bundled };
}

function readNeo4j(reader: SettingsReader, env: Environment): Neo4jConfig {
  const uri = reader.text("NEO4J_URI") ?? "";
  const wrong = whatIsWrong(uri);
  if (wrong !== undefined) reader.refuse("NEO4J_URI", masked(uri), wrong);
  // Aura's own file of credentials writes it so; ignored, it would end in a refused login that nobody understands.
  if (reader.text("NEO4J_USER") === undefined && env["NEO4J_USERNAME"]) {
    reader.problems.push("NEO4J_USERNAME is set, but the setting is called NEO4J_USER: rename it.");
  }
  // An empty password is a statement (a server without authentication); none at all is an oversight.
  if (env["NEO4J_PASSWORD"] === undefined) {
    reader.problems.push("NEO4J_PASSWORD is not set, but NEO4J_URI is: set it to the password of NEO4J_USER.");
  }
  const database = "it must be the name of a database: 3 to 63 letters, digits, dots or hyphens, a letter first";
  return {
    kind: "neo4j",
    uri,
    user: reader.text("NEO4J_USER") ?? "neo4j",
    password: env["NEO4J_PASSWORD"] ?? "",
    database: reader.read("NEO4J_DATABASE", "neo4j", database, (text) =>
      /^[A-Za-z][A-Za-z0-9.-]{2,62}$/.test(text) ? text : undefined,
    ),
  };
}

const mostWorkers = 256;

function readWorkers(reader: SettingsReader, engine: "embedded" | "neo4j"): number {
  const right = `it must be a whole number from 1 to ${mostWorkers}, or auto: one for each processor`;
  const workers = reader.read("ROLEGRAPH_WORKERS", 1, right, (text) => {
    if (text === "auto") return engine === "neo4j" ? availableParallelism() : 1;
    const count = Number(text);
    return /^\d{1,3}$/.test(text) && count >= 1 && count <= mostWorkers ? count : undefined;
  });
  if (workers === 1 || engine === "neo4j") return workers;
  const single = "the embedded engine keeps its data in one process: set NEO4J_URI to use Neo4j, or leave it at 1";
  reader.refuse("ROLEGRAPH_WORKERS", String(workers), single);
  return 1;
}

function whatIsWrong(uri: string): string | undefined {
  const url = URL.canParse(uri) ? new URL(uri) : undefined;
  if (url === undefined || !schemes.includes(url.protocol) || url.hostname === "") {
    return "it must be an address such as neo4j://127.0.0.1:7687 (or bolt://, or with +s for TLS)";
  }
  if (url.username !== "" || url.password !== "") {
    return "it must not carry a user or password: set NEO4J_USER and NEO4J_PASSWORD";
  }
  return undefined;
}

/** Everything before the last @ of an address may be a secret. */
const masked = (uri: string) => uri.replace(/^([^/]*\/\/)?.*@/, "$1***@");

function readSources(reader: SettingsReader, folder: string): string | undefined {
  const text = reader.text("ROLEGRAPH_SOURCES");
  if (text === undefined) return undefined;
  const path = resolve(folder, text);
  if (kindOf(path) !== "folder") {
    reader.refuse("ROLEGRAPH_SOURCES", text, "it must be an existing folder, the one that holds the source texts");
  }
  return path;
}

function kindOf(path: string): "folder" | "file" | undefined {
  try {
    return statSync(path).isDirectory() ? "folder" : "file";
  } catch {
    return undefined;
  }
}

function parsePort(text: string): number | undefined {
  const port = Number(text);
  return /^\d{1,5}$/.test(text) && port <= 65535 ? port : undefined;
}

function parseHost(text: string): string | undefined {
  const name =
    /^(?=.{1,253}$)[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?(?:\.[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?)*$/;
  // 300.1.1.1 is neither an address nor a name that could resolve.
  if (isIP(text) > 0) return text;
  return name.test(text) && !/^[\d.]+$/.test(text) ? text : undefined;
}

/** The settings in force on one line, secrets masked. */
export function describeConfig(config: Config): string {
  const { host, port, engine, workers, sources, logLevel, introspection, auth, limits } = config;
  const settings: Partial<Record<Variable, string>> = {
    HOST: host,
    PORT: String(port),
    ...(engine.kind === "embedded"
      ? { ROLEGRAPH_DATA: engine.path, ...(!engine.bundled && { ROLEGRAPH_BUNDLED: "false" }) }
      : {
          NEO4J_URI: masked(engine.uri),
          NEO4J_USER: engine.user,
          NEO4J_PASSWORD: engine.password === "" ? "(none)" : "***",
          NEO4J_DATABASE: engine.database,
        }),
    ...(workers > 1 && { ROLEGRAPH_WORKERS: String(workers) }),
    ...(sources !== undefined && { ROLEGRAPH_SOURCES: sources }),
    ROLEGRAPH_LOG_LEVEL: logLevel,
    ROLEGRAPH_INTROSPECTION: String(introspection),
    ...(auth !== undefined && authSettings(auth)),
    ...limitSettings(limits, engine.kind),
    ...cachingSettings(config.caching, config.documents),
    ...observabilitySettings(config.observability),
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}`)
    .join(" ");
}
