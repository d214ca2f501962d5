import { isIPv6 } from "node:net";
import { errorCode } from "../graph/error-code.js";
import { type Config, describeConfig } from "./config.js";

/** What a start that succeeded prints: where, what and how much; standard output carries nothing else. */
export function announcement(port: number, content: string, config: Config): string {
  const base = `http://${isIPv6(config.host) ? `[${config.host}]` : config.host}:${port}`;
  return (
    `Rolegraph listens on ${base}/graphql — ${content}\n` +
    `Playground: ${base}/\n` +
    `Settings: ${describeConfig(config)}\n`
  );
}

/** The sentence for an error of listening. */
export function whyNotListening(error: unknown, { host, port }: Pick<Config, "host" | "port">): string {
  const code = errorCode(error);
  if (code === "EADDRINUSE") {
    return `Port ${port} on ${host} is in use: end the program that holds it, or set PORT to another port (0 for any).`;
  }
  if (code === "EACCES") return `Port ${port} may not be opened by this user: set PORT to one above 1023.`;
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND" || code === "EAI_AGAIN") {
    return `HOST is "${host}", but this machine has no such address (${code}).`;
  }
  return `Rolegraph cannot listen on ${host}, port ${port} (${code || "no reason given"}).`;
}
