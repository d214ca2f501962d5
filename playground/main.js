import "graphiql/style.css";
import "./page.css";
import { GraphiQL } from "graphiql";
import { createElement } from "react";
import { createRoot } from "react-dom/client";

/** GraphiQL wants the whole answer, errors of the transport included: the server gives those GraphQL's form too. */
async function fetcher(body, { headers } = {}) {
  const response = await fetch("/graphql", {
    method: "POST",
    headers: { accept: "application/json", "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  return response.json();
}

async function fetchTabs() {
  const response = await fetch("/examples.json");
  const examples = response.ok ? await response.json() : [];
  return examples.map(({ query, variables }) => ({ query, variables }));
}

const question = "Who held which role at which event, and how do we know?";
const title = createElement("span", { className: "rolegraph-title", title: question }, "Rolegraph");

const defaultTabs = await fetchTabs();
createRoot(document.getElementById("root")).render(
  createElement(
    GraphiQL,
    // With no tabs of examples, GraphiQL opens its own welcome.
    { fetcher, shouldPersistHeaders: false, ...(defaultTabs.length > 0 && { defaultTabs }) },
    createElement(GraphiQL.Logo, null, title),
  ),
);
