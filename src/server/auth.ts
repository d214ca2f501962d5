import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { GraphQLError } from "graphql";
import type { Actor } from "../graph/actor.js";
import { clientError, type ErrorCode } from "../graph/errors.js";
import type { AuthConfig } from "./auth-config.js";
import { bodyOf, json } from "./http-errors.js";
import { malformed, openVerifier, type VerifyToken } from "./verify-token.js";

declare module "fastify" {
  interface FastifyRequest {
    /** Who asks, on the routes that look for a token; undefined: anonymous. */
    actor: Actor | undefined;
  }
}

/** The routes that give away what the graph holds, by their patterns. */
const guarded: ReadonlySet<string | undefined> = new Set(["/graphql", "/changes", "/examples.json"]);

/**
 * Finds out who asks before the body is read. A bad token is refused even where anybody may read: its bearer believes
 * to be somebody. Without a key no token can be judged, so none is looked at; nobody writes then.
 */
export function installAuth(app: FastifyInstance, config: AuthConfig | undefined): void {
  app.decorateRequest("actor", undefined);
  if (config === undefined) return;
  const verify = openVerifier(config, (error) => app.log.warn({ err: error }, "the key set cannot be refreshed"));
  app.addHook("onRequest", async (request, reply) => {
    if (!guarded.has(request.routeOptions.url)) return;
    try {
      request.actor = await actorOf(request, verify);
    } catch (error) {
      if (error instanceof GraphQLError) return refuse(request, reply, error);
      throw error;
    }
    if (config.required && request.actor === undefined) {
      return challenge(
        reply,
        realm,
        'This server needs a token: send it in the header "Authorization: Bearer <token>".',
      );
    }
  });
}

async function actorOf({ headers }: FastifyRequest, verify: VerifyToken): Promise<Actor | undefined> {
  const { authorization } = headers;
  if (authorization === undefined) return undefined;
  const [, scheme, token] = /^(\S*) *(.*)$/.exec(authorization) ?? [];
  if (scheme?.toLowerCase() !== "bearer") {
    throw clientError("UNAUTHENTICATED", "The Authorization header is not of the form Bearer <token>.");
  }
  // RFC 6750's b64token; whatever else stands there is not worth a look.
  if (token === undefined || !/^[\w.~+/-]+=*$/.test(token)) throw clientError("UNAUTHENTICATED", malformed);
  return verify(token);
}

const realm = 'Bearer realm="rolegraph"';

function refuse(request: FastifyRequest, reply: FastifyReply, { message, extensions, originalError }: GraphQLError) {
  if (extensions["code"] === "UNAVAILABLE") {
    request.log.warn({ err: originalError }, "tokens cannot be checked");
    return answer(reply.header("retry-after", "5"), 503, message, "UNAVAILABLE");
  }
  request.log.info({ reason: message, ...(originalError && { err: originalError }) }, "token refused");
  // RFC 6750, section 3: an error is named only where a token was sent.
  return challenge(reply, `${realm}, error="invalid_token", error_description="${message}"`, message);
}

const challenge = (reply: FastifyReply, header: string, message: string) =>
  answer(reply.header("www-authenticate", header), 401, message, "UNAUTHENTICATED");

const answer = (reply: FastifyReply, status: number, message: string, code: ErrorCode) =>
  reply.code(status).type(json).header("cache-control", "no-store").send(bodyOf(message, code));
