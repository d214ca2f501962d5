import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Plan } from "../../graph/plan/plan.js";
import type { ObservabilityConfig } from "./config.js";
import { logRequest, logSlow, warnOfCypher } from "./log.js";
import type { Meters } from "./meters.js";
import { Observed, type Operation } from "./observed.js";
import { KnownOperations, OperationLabels } from "./operations.js";
import { codeIn, outcomeOf } from "./outcome.js";
import { planHash } from "./plan-hash.js";
import type { Tracing } from "./tracing.js";

interface Seen {
  readonly config: ObservabilityConfig;
  readonly meters: Meters;
  readonly tracing: Tracing | undefined;
  /** Texts whose operations have metrics of their own. */
  readonly documents?: Iterable<string> | undefined;
}

/** What requests tell of themselves: metrics, log lines and traces. */
export interface Observing {
  readonly known: KnownOperations;
  readonly isTraced: boolean;
  /** Begins the record of a GraphQL operation. */
  readonly observe: (request: FastifyRequest, reply: FastifyReply) => Observed;
}

export function installObservability(http: FastifyInstance, { config, meters, tracing, documents }: Seen): Observing {
  const known = new KnownOperations();
  const count = requestMeters(meters, new OperationLabels(config.operations, documents));
  if (config.logCypher && config.engine === "embedded") warnOfCypher(http);
  http.decorateRequest("observed", undefined);
  // Not async: these hooks have nothing to wait for, and stand on every request.
  http.addHook("onSend", (request, reply, payload, done) => {
    const { observed } = request;
    if (observed !== undefined) observed.ended = performance.now();
    if (reply.statusCode >= 400 && isGraphql(request)) refused(request, codeIn(payload));
    done(null, payload);
  });
  const over = (request: FastifyRequest, reply: FastifyReply) => {
    const { observed = request.isServed ? served(request, known) : new Observed(request, untraced) } = request;
    if (observed.isOver) return;
    observed.isOver = true;
    logRequest(request, reply, observed);
    logSlow(request, observed, config);
    const outcome = outcomeOf(observed, reply.statusCode);
    count(observed.operation, outcome, reply, request);
    tracing?.trace({ ...exchangeOf(request, reply), observed, outcome, engine: config.engine });
  };
  http.addHook("onResponse", (request, reply, done) => {
    if (isGraphql(request)) over(request, reply);
    else logRequest(request, reply, undefined);
    done();
  });
  const watching = { marks: tracing !== undefined, ...(config.logCypher && { onStatement: logStatement }) };
  const observe = (request: FastifyRequest, reply: FastifyReply) => {
    const observed = new Observed(request, watching);
    request.observed = observed;
    // What is sent to a client that has gone never comes to an end, and no hook hears of it.
    reply.raw.once("close", () => {
      if (reply.raw.writableFinished) return;
      observed.isGone = true;
      over(request, reply);
    });
    return observed;
  };
  return { known, isTraced: tracing !== undefined, observe };
}

const untraced = { marks: false };

const isGraphql = ({ routeOptions, method }: FastifyRequest) => routeOptions.url === "/graphql" && method !== "OPTIONS";

const logStatement = ({ log }: FastifyRequest, plan: Plan, cypher: string) =>
  log.info({ plan: planHash(plan), cypher }, "statement");

/** A request that never came to Apollo, or to no operation there. */
function refused(request: FastifyRequest, code: string | undefined): void {
  request.observed ??= new Observed(request, untraced);
  if (code !== undefined && request.observed.codes.length === 0) request.observed.codes = [code];
}

/** A request that a kept answer, or a 304, was good for: it never came to Apollo either. */
function served(request: FastifyRequest, known: KnownOperations): Observed {
  const observed = new Observed(request, untraced);
  if (request.witness !== undefined) observed.operation = known.of(request.witness.named.document);
  observed.ended = observed.began;
  return observed;
}

function exchangeOf({ headers, method, id }: FastifyRequest, { statusCode, elapsedTime }: FastifyReply) {
  const ended = performance.now();
  return { headers, method, requestId: id, status: statusCode, began: ended - elapsedTime, ended };
}

function requestMeters(meters: Meters, labels: OperationLabels) {
  const requests = meters.tally(
    { name: "rolegraph_requests_total", help: "Requests of /graphql, by operation and by how they ended." },
    ["operation", "outcome"],
  );
  const seconds = meters.seconds(
    { name: "rolegraph_request_seconds", help: "Time from a request's first byte to its answer's last." },
    "operation",
    "request",
  );
  const answers = { kept: 0, notModified: 0, made: 0 };
  meters.counters(
    {
      name: "rolegraph_response_cache_total",
      help: "Reads of /graphql by where their answers came from.",
      label: "answer",
    },
    [
      ["kept", () => answers.kept],
      ["not_modified", () => answers.notModified],
      ["made", () => answers.made],
    ],
  );
  return (operation: Operation | undefined, outcome: string, reply: FastifyReply, request: FastifyRequest) => {
    const label = labels.of(operation);
    requests(label, outcome);
    seconds(label)(reply.elapsedTime / 1000);
    if (reply.statusCode === 304) answers.notModified++;
    else if (request.isServed) answers.kept++;
    else if (request.witness?.answered === true) answers.made++;
  };
}
