import { createServer } from "node:http";

export interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** 2: an error. */
  readonly status: number | undefined;
  readonly service: unknown;
}

/** A collector of traces on loopback, by OTLP over HTTP in JSON. */
export interface Collector {
  readonly url: string;
  readonly spans: () => readonly Span[];
  /** All that came, as it came. */
  readonly text: () => string;
  readonly close: () => Promise<void>;
}

interface Attribute {
  readonly key: string;
  readonly value: Readonly<Record<string, unknown>>;
}

const attributesOf = (list: readonly Attribute[]) =>
  Object.fromEntries(list.map(({ key, value }) => [key, Object.values(value)[0]]));

export async function openCollector(): Promise<Collector> {
  const bodies: string[] = [];
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece);
    if (request.url === "/v1/traces") bodies.push(Buffer.concat(pieces).toString());
    response.writeHead(200, { "content-type": "application/json", connection: "close" }).end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  return {
    url: `http://127.0.0.1:${port}`,
    text: () => bodies.join("\n"),
    spans: () => bodies.flatMap((body) => spansIn(body)),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

type Sent = Omit<Span, "attributes" | "status" | "service"> & {
  readonly attributes: readonly Attribute[];
  readonly status?: { readonly code?: number };
};

interface Export {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly Attribute[] };
    readonly scopeSpans: readonly { readonly spans: readonly Sent[] }[];
  }[];
}

function spansIn(body: string): readonly Span[] {
  const { resourceSpans }: Export = JSON.parse(body);
  return resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const service = attributesOf(resource.attributes)["service.name"];
    return scopeSpans.flatMap(({ spans }) =>
      spans.map((span) => ({
        ...span,
        attributes: attributesOf(span.attributes),
        status: span.status?.code,
        service,
      })),
    );
  });
}
