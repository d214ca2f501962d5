import type { ApolloServerPlugin, GraphQLRequestListener } from "@apollo/server";
import type { Engine } from "../../graph/engine.js";
import { inTime } from "./fresh-state.js";
import type { Witness } from "./witness.js";

export interface WitnessedContext {
  readonly engine: Pick<Engine, "state">;
  readonly witness: Witness | undefined;
}

/**
 * Tells the witness of a request what Apollo makes of it. To stand after direct assembly: what comes here is executed by
 * graphql-js, whose resolvers read more than plans, so the state is asked for before they begin.
 */
export function witnessPlugin(): ApolloServerPlugin<WitnessedContext> {
  const listener: GraphQLRequestListener<WitnessedContext> = {
    async responseForOperation({ operation, contextValue: { engine, witness } }) {
      // Whatever Apollo's type says, there is no operation where the request names none of its document's.
      if (operation?.operation === "query") witness?.onState(await inTime(engine.state()));
      return null;
    },
    async willSendResponse({ operation, queryHash, response: { body }, contextValue: { witness } }) {
      if (operation?.operation !== "query" || body.kind !== "single") return;
      if (body.singleResult.errors === undefined) witness?.answers(queryHash);
    },
  };
  return { requestDidStart: async () => listener };
}
