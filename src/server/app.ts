import { randomUUID } from "node:crypto";
import { ApolloServer } from "@apollo/server";
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from "@apollo/server/plugin/disabled";
import fastifyApollo, { fastifyApolloDrainPlugin } from "@as-integrations/fastify";
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from "fastify";
import type { GraphQLSchema } from "graphql";
import type { SourceTexts } from "../graph/changes/verbs/index.js";
import type { Engine, QuoteReader } from "../graph/engine.js";
import { installAuth } from "./auth.js";
import type { AuthConfig } from "./auth-config.js";
import { openApqStore } from "./caching/apq-store.js";
import { type CachingConfig, cachingDefaults } from "./caching/config.js";
import { installDocuments } from "./caching/documents.js";
import { fingerprintOf } from "./caching/fingerprint.js";
import { installCaching } from "./caching/install.js";
import type { Documents } from "./caching/manifest.js";
import { type WitnessedContext, witnessPlugin } from "./caching/plugin.js";
import { type FeedOptions, installChanges } from "./changes-feed.js";
import { answerClientError, watchRequests } from "./client-errors.js";
import type { LogLevel } from "./config.js";
import { errorExit, presentError } from "./errors.js";
import { type Context, DirectExecutor, directPlugin } from "./execute.js";
import { installHealth } from "./health.js";
import { bodyLimit, installErrorHandlers, json, refusalOf, statusOf } from "./http-errors.js";
import { defaultLimits, type Limits } from "./limits/config.js";
import { costPlugin } from "./limits/cost-plugin.js";
import { deadlineOf } from "./limits/deadline.js";
import { installDocumentLimits } from "./limits/document-limits.js";
import { installDrain } from "./limits/drain.js";
import { connectionOptions, installEdges, installSecurityHeaders, securityHeaders } from "./limits/edges.js";
import { Gate, installGate } from "./limits/gate.js";
import { installRateLimit } from "./limits/rate-limit.js";
import { readBeforeAnswering } from "./limits/unread.js";
import { type GatherMetrics, installMetrics } from "./metrics.js";
import { meterServer } from "./observability/app-meters.js";
import { type ObservabilityOptions, observabilityOf } from "./observability/config.js";
import { DocumentStore } from "./observability/document-store.js";
import { installObservability, type Observing } from "./observability/install.js";
import { serializers } from "./observability/log.js";
import { Meters } from "./observability/meters.js";
import { type ObservedContext, observePlugin } from "./observability/plugin.js";
import { openTracing } from "./observability/tracing.js";
import { watchEngine } from "./observability/watch-engine.js";
import { operationTypesRule } from "./operation-types.js";
import { installPlayground, installSignpost } from "./playground.js";

export interface AppOptions {
  readonly schema: GraphQLSchema;
  readonly engine: Engine;
  /** With the whole texts, if they are to be had, evidence is checked when it is written. */
  readonly quote: QuoteReader & Partial<SourceTexts> & { readonly none?: true };
  readonly logLevel?: LogLevel;
  readonly introspection?: boolean;
  /** Without it nobody writes. */
  readonly auth?: AuthConfig;
  readonly changes?: FeedOptions;
  /** Those of the README unless given. */
  readonly limits?: Limits;
  /** Without it no answer is kept, and the state of the graph is always asked for. */
  readonly caching?: CachingConfig;
  /** Documents that clients ask for by id. */
  readonly documents?: Documents;
  readonly observability?: ObservabilityOptions;
  /** Where the log goes, a line at a time; standard error unless given. */
  readonly logStream?: { readonly write: (line: string) => void };
  /** Where several processes share a port; else the metrics are those of this one. */
  readonly gatherMetrics?: GatherMetrics;
}

/** The server, not yet listening. */
export interface App {
  readonly http: FastifyInstance;
  /** Stops taking requests, answers those that were taken, and closes; the engine stays open. */
  close(): Promise<void>;
}

/** The context of one HTTP request: what executes it, and where its log goes. */
interface RequestContext extends Context, WitnessedContext, ObservedContext {
  readonly engine: Engine;
  readonly watch: ObservedContext["watch"];
  readonly requestId: string;
  readonly log: FastifyBaseLogger;
}

export async function buildApp(given: AppOptions): Promise<App> {
  const limits = given.limits ?? defaultLimits();
  const meters = new Meters();
  const config = observabilityOf(given.observability);
  const options = { ...given, limits, engine: watchEngine({ engine: given.engine, kind: config.engine, meters }) };
  const http = openHttp(options, limits);
  const tracing = await openTracing(config.traces, (message) => http.log.warn(message));
  installErrorHandlers(http);
  const observing = installObservability(http, { config, meters, tracing, documents: options.documents?.texts });
  installDrain(http);
  await installEdges(http, limits);
  installMetrics(http, meters, options.gatherMetrics);
  installHealth(http, options.engine);
  installSignpost(http);
  // Before tokens are looked at: refusing must cost little.
  const gate = new Gate(limits);
  const refusals = installGate(http, gate);
  installAuth(http, options.auth);
  await installRateLimit(http, limits.perMinute);
  installDocuments(http, options.documents);
  installDocumentLimits(http, limits.query);
  installCaching(http, {
    engine: options.engine,
    config: options.caching ?? { ...cachingDefaults, bytes: 0 },
    fingerprint: fingerprintOf(options.schema, { introspection: options.introspection, quotes: !options.quote.none }),
    hasKey: options.auth !== undefined,
  });
  const committed = installChanges(http, options.engine, options.changes);
  const kept = { documents: new DocumentStore(), direct: new DirectExecutor(options.schema) };
  meterServer(meters, { gate, refusals, ...kept });
  const apollo = openApollo(http, options, { ...kept, observing });
  await apollo.start();
  await http.register(fastifyApollo(apollo), {
    path: "/graphql",
    method: ["GET", "POST"],
    context: async (request, reply) => contextOf(request, reply, options, { committed, observing }),
  });
  await installPlayground(http);
  await http.ready();
  const close = async () => {
    await apollo.stop();
    await tracing?.close();
  };
  return { http, close };
}

function openHttp({ logLevel = "info", logStream = process.stderr }: AppOptions, limits: Limits): FastifyInstance {
  const http = Fastify({
    ...connectionOptions(limits),
    bodyLimit,
    // Logs go to stderr: standard output is for the sentences that a person reads.
    logger: { level: logLevel, stream: logStream, serializers },
    // One line a request (observability/log.ts) instead of two that quote the URL and so the variables of a GET.
    logController: new LogController({ disableRequestLogging: true }),
    // A path that is no URL never reaches a route, nor the error handler.
    frameworkErrors(error, { id }, reply) {
      reply.hijack();
      const headers = { "x-request-id": id, ...securityHeaders, "content-type": json };
      reply.raw.writeHead(statusOf(error), headers).end(refusalOf(error));
    },
    clientErrorHandler: answerClientError,
    genReqId: ({ headers }) => passedOnId(headers["x-request-id"]) ?? randomUUID(),
  });
  // Fastify would read text/plain; the sentence for a wrong content type is better than Apollo's.
  http.removeContentTypeParser("text/plain");
  watchRequests(http.server);
  http.addHook("onRequest", async (request, reply) => {
    reply.header("x-request-id", request.id);
  });
  installSecurityHeaders(http);
  readBeforeAnswering(http);
  return http;
}

/** A proxy's id, if it is one that can stand in a log and a header. */
const passedOnId = (header: string | string[] | undefined) =>
  typeof header === "string" && /^[\w.:-]{1,64}$/.test(header) ? header : undefined;

type Served = AppOptions & { readonly limits: Limits };

interface Kept {
  readonly documents: DocumentStore;
  readonly direct: DirectExecutor;
  readonly observing: Observing;
}

function openApollo(
  http: FastifyInstance,
  { schema, introspection = true, limits }: Served,
  { documents, direct, observing }: Kept,
): ApolloServer<RequestContext> {
  return new ApolloServer<RequestContext>({
    schema,
    introspection,
    validationRules: [operationTypesRule],
    // Without introspection, "Did you mean …?" would give the schema away name by name.
    hideSchemaDetailsFromClientErrors: !introspection,
    csrfPrevention: true,
    documentStore: documents,
    persistedQueries: { cache: openApqStore() },
    includeStacktraceInErrorResponses: false,
    // src/main.ts answers the signals: the engine must close after the server.
    stopOnTerminationSignals: false,
    formatError: (_formatted, error) => presentError(error),
    logger: http.log,
    plugins: [
      // A willResolveField plugin, which cache control is, wraps every field: measured four times slower.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      fastifyApolloDrainPlugin(http),
      costPlugin(schema, limits.query),
      directPlugin(schema, presentError, direct),
      witnessPlugin(),
      errorExit(),
      observePlugin(observing.known, observing.isTraced),
    ],
  });
}

function contextOf(
  request: FastifyRequest,
  reply: FastifyReply,
  { engine, quote, auth, limits }: Served,
  { committed, observing }: { readonly committed: () => void; readonly observing: Observing },
): RequestContext {
  const asker = { actor: request.actor, hasKey: auth !== undefined };
  const { text } = quote;
  const texts = text && { texts: { text } };
  const trace = { requestId: request.id, log: request.log, watch: observing.observe(request, reply) };
  const { witness } = request;
  const seen = {
    witness,
    quote: witness === undefined || quote.none ? quote : witness.watching(quote),
    ...(witness !== undefined && { onState: witness.onState }),
  };
  return { engine, ...seen, ...texts, ...asker, committed, signal: deadlineOf(reply, limits.timeoutMs), ...trace };
}
