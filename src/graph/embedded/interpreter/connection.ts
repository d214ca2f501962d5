import { type Described, list, object } from "./parts.js";
import type { Page } from "./window.js";

export interface Edge<T> {
  readonly item: T;
  readonly page: Page<T>;
}

/** A Relay connection; `nodes` and the edge's `node` are described by the caller, and whatever else its edges have. */
export function connection<T>(
  nodes: Pick<Described<Page<T>>, "nested" | "nodes">,
  edge: Described<Edge<T>>,
): Described<Page<T>> {
  return {
    values: { totalCount: ({ totalCount }) => totalCount },
    nodes: nodes.nodes ?? {},
    nested: {
      ...nodes.nested,
      edges: list({ ...edge, values: { ...edge.values, cursor: ({ item, page }) => page.cursor(item) } }, (page) =>
        page.items.map((item) => ({ item, page })),
      ),
      pageInfo: object(pageInfo<T>(), (page) => page),
    },
  };
}

const pageInfo = <T>(): Described<Page<T>> => ({
  values: {
    hasNextPage: ({ hasNextPage }) => hasNextPage,
    hasPreviousPage: ({ hasPreviousPage }) => hasPreviousPage,
    startCursor: ({ items: [first], cursor }) => (first === undefined ? null : cursor(first)),
    endCursor: ({ items, cursor }) => {
      const last = items.at(-1);
      return last === undefined ? null : cursor(last);
    },
  },
});

/** A connection of nodes. */
export const nodeConnection: Described<Page<number>> = connection<number>(
  { nodes: { nodes: ({ items }) => items } },
  { node: { node: ({ item }) => item } },
);
