import {
  ApolloClient,
  type FieldPolicy,
  gql,
  HttpLink,
  InMemoryCache,
  type ObservableQuery,
  type TypedDocumentNode,
} from "@apollo/client";
import { relayStylePagination } from "@apollo/client/utilities";
import { isInterfaceType } from "graphql";
import { filter, firstValueFrom, timeout } from "rxjs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Engine } from "../../src/graph/engine.js";
import { buildSchema } from "../../src/resolvers/schema.js";
import { type App, buildApp } from "../../src/server/app.js";
import { runSelection } from "../../src/server/execute.js";
import { openBundled } from "../../src/server/open-engine.js";

const schema = buildSchema(runSelection);
let engine: Engine;
let app: App;
let url = "";
beforeAll(async () => {
  engine = await openBundled();
  app = await buildApp({ schema, engine, quote: () => null, logLevel: "silent" });
  url = await app.http.listen({ port: 0, host: "127.0.0.1" });
});
afterAll(async () => {
  await app.close();
  await engine.close();
});

interface Connection {
  readonly totalCount: number;
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly id: string } }[];
}
/** All four are always given, so that a page fetched backward does not inherit the `first` of the page before. */
type Window = { readonly [key in "first" | "last"]: number | undefined } & {
  readonly [key in "after" | "before"]: string | undefined;
};
type Data = { readonly list: Connection } | { readonly owner: { readonly id: string; readonly list: Connection } };

const forward = (first: number, after?: string): Window => ({ first, after, last: undefined, before: undefined });
const backward = (last: number, before?: string): Window => ({ first: undefined, after: undefined, last, before });
const listIn = (data: Data): Connection => ("list" in data ? data.list : data.owner.list);
const idsOf = ({ edges }: Connection) => edges.map(({ node }) => node.id);

const page = `{
  totalCount
  pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  edges { cursor node { id } }
}`;
const windowed = "first: $first, after: $after, last: $last, before: $before";
const pages = (selection: string): TypedDocumentNode<Data, Window> =>
  gql`query Pages($first: Int, $after: String, $last: Int, $before: String) ${selection}`;

/** A list at the root; one nested in an interface; one nested in an object and ordered by a neighbour's date. */
const lists = [
  ["officials", 4, pages(`{ list: officials(${windowed}) ${page} }`)],
  [
    "the participations of an event",
    2,
    pages(`{
      owner: event(id: "event/hoi-nghi-tuyen-giao-toan-quoc-2024-07") {
        id
        list: participations(${windowed}) ${page}
      }
    }`),
  ],
  [
    "the participations of an official, by the event's date",
    1,
    pages(`{
      owner: official(id: "official/mai-van-huynh") {
        id
        list: participations(${windowed}, orderBy: [{ event: { date: DESC } }]) ${page}
      }
    }`),
  ],
] as const;

/** A frontend's client: nothing but Apollo's own policy on the fields that it pages through. */
function openClient(): { readonly client: ApolloClient; requests(): number } {
  let requests = 0;
  const counted: typeof fetch = (...args) => {
    requests += 1;
    return fetch(...args);
  };
  const paged: FieldPolicy = relayStylePagination(["where", "orderBy"]);
  const event = schema.getType("Event");
  const events = isInterfaceType(event) ? schema.getPossibleTypes(event).map(({ name }) => name) : [];
  const cache = new InMemoryCache({
    possibleTypes: { Event: events },
    typePolicies: {
      Query: { fields: { officials: paged } },
      Event: { fields: { participations: paged } },
      Official: { fields: { participations: paged } },
    },
  });
  const client = new ApolloClient({ cache, link: new HttpLink({ uri: `${url}/graphql`, fetch: counted }) });
  return { client, requests: () => requests };
}

/** The whole list in one request, by a client of its own: nothing of it is in the cache under test. */
async function atOnce(query: TypedDocumentNode<Data, Window>): Promise<Connection> {
  const { data } = await openClient().client.query({ query, variables: forward(50) });
  if (data === undefined) throw new Error("no data");
  const whole = listIn(data);
  expect(whole.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: false });
  expect(whole.edges.length).toBe(whole.totalCount);
  return whole;
}

/** A list as a frontend shows it: watched, and grown by `fetchMore` at either end. */
class Shown {
  readonly #query: ObservableQuery<Data, Window>;
  readonly #size: number;

  private constructor(query: ObservableQuery<Data, Window>, size: number) {
    this.#query = query;
    this.#size = size;
  }

  static async open(client: ApolloClient, query: TypedDocumentNode<Data, Window>, variables: Window): Promise<Shown> {
    const watched = client.watchQuery({ query, variables });
    watched.subscribe({ error: () => undefined });
    const first = await firstValueFrom(watched.pipe(filter(({ loading }) => !loading)));
    expect(first.error).toBeUndefined();
    return new Shown(watched, variables.first ?? variables.last ?? 0);
  }

  list(): Connection {
    const result = this.#query.getCurrentResult();
    if (result.dataState !== "complete") throw new Error(`The list is ${result.dataState}.`);
    return listIn(result.data);
  }

  async toTheEnd(): Promise<void> {
    for (let now = this.list(); now.pageInfo.hasNextPage; now = this.list()) {
      await this.#more(forward(this.#size, now.pageInfo.endCursor ?? ""), now);
    }
  }

  async toTheStart(): Promise<void> {
    for (let now = this.list(); now.pageInfo.hasPreviousPage; now = this.list()) {
      await this.#more(backward(this.#size, now.pageInfo.startCursor ?? ""), now);
    }
  }

  async #more(variables: Window, before: Connection): Promise<void> {
    await this.#query.fetchMore({ variables });
    // The watcher tells of the merged list a moment later. A page that adds nothing would be asked for again and again.
    const grown = ({ loading }: { readonly loading: boolean }) =>
      !loading && this.list().edges.length > before.edges.length;
    await firstValueFrom(this.#query.pipe(filter(grown), timeout({ first: 5000 })));
  }
}

describe.each(lists)("Apollo Client with relayStylePagination pages through %s", (_title, size, query) => {
  it("forward, by first and after", async () => {
    const whole = await atOnce(query);
    const { client, requests } = openClient();
    const shown = await Shown.open(client, query, forward(size));
    expect(idsOf(shown.list())).toEqual(idsOf(whole).slice(0, size));
    await shown.toTheEnd();
    expectSame(shown.list(), whole);
    expect(requests()).toBe(Math.ceil(whole.totalCount / size));
    client.stop();
  });

  it("backward, by last and before", async () => {
    const whole = await atOnce(query);
    const { client, requests } = openClient();
    const shown = await Shown.open(client, query, backward(size));
    expect(idsOf(shown.list())).toEqual(idsOf(whole).slice(-size));
    await shown.toTheStart();
    expectSame(shown.list(), whole);
    expect(requests()).toBe(Math.ceil(whole.totalCount / size));
    client.stop();
  });

  it("from the middle to both ends", async () => {
    const whole = await atOnce(query);
    const { client } = openClient();
    const shown = await Shown.open(client, query, forward(size, whole.edges[size - 1]?.cursor));
    expect(idsOf(shown.list())).toEqual(idsOf(whole).slice(size, 2 * size));
    await shown.toTheStart();
    await shown.toTheEnd();
    expectSame(shown.list(), whole);
    client.stop();
  });
});

/** The merged pages are the list in one go: the same rows in the same order under the same cursors, none twice. */
function expectSame(merged: Connection, whole: Connection): void {
  expect(merged).toEqual(whole);
  expect(new Set(idsOf(merged)).size).toBe(whole.totalCount);
  expect(merged.edges.length).toBeGreaterThan(2);
}
