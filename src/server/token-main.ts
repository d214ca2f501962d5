import { parseArgs } from "node:util";
import { SignJWT } from "jose";
import { type Actor, isRole, roles } from "../graph/actor.js";
import type { AuthConfig } from "./auth-config.js";
import { runCommand } from "./command.js";
import { readConfig } from "./config.js";
import { isActorName, nameRule } from "./verify-token.js";

const usage = `Prints a token for development, signed with ROLEGRAPH_JWT_SECRET.

  npm run -s token -- --role curator --name "Nguyễn Văn An" [--hours 8]

  --role   ${roles.join(", ")}
  --name   who writes: the history shows it
  --hours  until the token expires; 8 unless given, at most a year
`;

const longestHours = 366 * 24;

interface Arguments extends Actor {
  readonly hours: number;
}

function readArguments(argv: readonly string[]): Arguments | undefined {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      role: { type: "string" },
      name: { type: "string" },
      hours: { type: "string", default: "8" },
    },
  });
  const { role, name, hours } = values;
  if (role === undefined || name === undefined) return undefined;
  if (!isRole(role)) throw new Error(`--role must be one of ${roles.join(", ")}.`);
  if (!isActorName(name)) throw new Error(`--name is unfit: ${nameRule}.`);
  const count = Number(hours);
  if (hours.trim() === "" || !(count > 0 && count <= longestHours)) {
    throw new Error(`--hours must be a number above 0 and at most ${longestHours}.`);
  }
  return { role, name, hours: count };
}

function secretOf(auth: AuthConfig | undefined): string {
  if (auth?.key.kind === "secret") return auth.key.secret;
  throw new Error(
    auth === undefined
      ? "ROLEGRAPH_JWT_SECRET is not set: set it to the secret of the server that is to take the token."
      : "ROLEGRAPH_JWKS_URL is set, so tokens come from its identity provider: they cannot be made here.",
  );
}

async function main(): Promise<number | undefined> {
  const given = readArguments(process.argv.slice(2));
  if (given === undefined) return undefined;
  const { auth } = readConfig(process.env);
  const secret = new TextEncoder().encode(secretOf(auth));
  const now = Math.floor(Date.now() / 1000);
  const token = new SignJWT({ name: given.name, role: given.role })
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .setIssuedAt(now)
    .setExpirationTime(now + Math.ceil(given.hours * 3600));
  if (auth?.issuer !== undefined) token.setIssuer(auth.issuer);
  if (auth?.audience !== undefined) token.setAudience(auth.audience);
  process.stdout.write(`${await token.sign(secret)}\n`);
  return 0;
}

await runCommand(usage, main);
