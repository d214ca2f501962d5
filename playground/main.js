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

// For a server that answers nobody without a token: the examples are among what it keeps back.
const signIn = {
  query: `# This server needs a token. Open "Headers" below, put your token in the place of YOUR-TOKEN,
# and re-fetch the schema (the round arrow on the left). It is kept in this page only.
{ graphInfo { revision } }
`,
  headers: JSON.stringify({ Authorization: "Bearer YOUR-TOKEN" }, null, 2),
};

async function fetchTabs() {
  const response = await fetch("/examples.json");
  if (response.status === 401) return [signIn];
  const examples = response.ok ? await response.json() : [];
  return examples.map(({ query, variables }) => ({ query, variables }));
}

const question = "Who held which role at which event, and how do we know?";
const title = createElement("span", { className: "rolegraph-title", title: question }, "Rolegraph");

const defaultTabs = await fetchTabs();
createRoot(document.getElementById("root")).render(
  createElement(
    GraphiQL,
    {
      fetcher,
      // Curators put their token there; it must not outlive the page.
      isHeadersEditorEnabled: true,
      shouldPersistHeaders: false,
      // With no tabs of examples, GraphiQL opens its own welcome.
      ...(defaultTabs.length > 0 && { defaultTabs }),
    },
    createElement(GraphiQL.Logo, null, title),
  ),
);
