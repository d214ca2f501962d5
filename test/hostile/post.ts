import type { Received } from "./faults.js";

/** A GraphQL request as any client sends it. */
export async function post(url: string, request: object, token?: string): Promise<Received> {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(token !== undefined && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(request),
  });
  return {
    status: response.status,
    contentType: response.headers.get("content-type") ?? "",
    text: await response.text(),
  };
}

/** A request that is always answered, to see that the server still does. */
export const control = (url: string): Promise<Received> =>
  post(url, { query: '{ official(id: "official/mai-van-huynh") { id } graphInfo { revision } }' });
