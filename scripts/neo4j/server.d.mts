export interface StartOptions {
  /** A release line ("5.26", the default, or "2026.09") or one version of it ("5.26.30"). */
  readonly version?: string;
  /** Data folder to keep. Without one, a temporary folder is used and removed with the server. */
  readonly home?: string;
  /** Bolt port on 127.0.0.1; 0, the default, takes a free one. */
  readonly boltPort?: number;
  /** Password of the user "neo4j", set when the folder is new. Without one, a random one. Letters, digits, - and _. */
  readonly password?: string;
  /** Further lines of neo4j.conf. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Told what takes long. */
  readonly log?: (line: string) => void;
}

export interface Neo4jServer {
  readonly uri: string;
  readonly user: "neo4j";
  readonly password: string;
  readonly version: string;
  /** Process id of the Java process. */
  readonly pid: number;
  /** Settles when the server has ended, by `stop()` or by itself; the exit code. */
  readonly ended: Promise<number>;
  /** Ends this server, and removes its folder if that was temporary. */
  stop(): Promise<void>;
}

/** This machine lacks Java, Maven or the jars; the message says what to install. */
export class Neo4jUnavailable extends Error {}

/** Throws `Neo4jUnavailable` where this machine cannot run that version. Starts and downloads nothing. */
export function checkNeo4j(version?: string): { readonly version: string; readonly java: string };

/** Starts a real Community server on loopback, with a password, and waits until it answers on Bolt. */
export function startNeo4j(options?: StartOptions): Promise<Neo4jServer>;

/** Safe in a shell, in a Java argument file and in a URL. */
export function randomPassword(): string;
