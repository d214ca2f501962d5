import {
  type GraphQLArgument,
  GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLInputType,
  getNullableType,
  isInputObjectType,
  isListType,
} from "graphql";
import { ArgumentValidationError } from "type-graphql";
import { requireRole } from "../../graph/actor.js";
import type { UserErrorCode } from "../../models/payloads.js";
import type { WriteContext } from "./write.js";

/** A user error as a resolver makes it; candidates are ids. */
export interface Fault {
  readonly code: UserErrorCode;
  readonly message: string;
  readonly path: readonly string[];
  readonly candidates: readonly string[];
}

/** What a mutation answers where nothing was written; the fields that hold what it is about are null. */
export const refusal = (userErrors: readonly Fault[]) => ({ created: false, userErrors });

/**
 * A mutation as clients meet it: for those who may write only, null as good as absent, and with what is wrong in the
 * request as `userErrors`. What is not the request's fault stays an error of the field.
 */
export function settled(resolve: GraphQLFieldResolver<unknown, WriteContext>): typeof resolve {
  return async (root, args, context, info) => {
    requireRole(context, "curator");
    const { args: declared } = info.parentType.getFields()[info.fieldName] ?? { args: [] };
    try {
      return await resolve(root, withoutNullArguments(args, declared), context, info);
    } catch (error) {
      const faults = faultsOf(error);
      if (faults === undefined) throw error;
      return refusal(faults);
    }
  };
}

function withoutNullArguments(args: Readonly<Record<string, unknown>>, declared: readonly GraphQLArgument[]) {
  return Object.fromEntries(
    declared.flatMap(({ name, type }) => (args[name] == null ? [] : [[name, withoutNulls(args[name], type)]])),
  );
}

/** Only inputs: what stands in a JSON scalar stays as it is. */
function withoutNulls(value: unknown, type: GraphQLInputType): unknown {
  const of = getNullableType(type);
  if (isListType(of)) return Array.isArray(value) ? value.map((each) => withoutNulls(each, of.ofType)) : value;
  if (!isInputObjectType(of)) return value;
  return Object.fromEntries(
    Object.values(of.getFields()).flatMap((field) => {
      const held: unknown = Reflect.get(Object(value), field.name);
      return held == null ? [] : [[field.name, withoutNulls(held, field.type)]];
    }),
  );
}

const userCodes: Readonly<Record<UserErrorCode, true>> = { BAD_USER_INPUT: true, NOT_FOUND: true, CONFLICT: true };
const isUserCode = (code: unknown): code is UserErrorCode => typeof code === "string" && Object.hasOwn(userCodes, code);

function faultsOf(error: unknown): readonly Fault[] | undefined {
  if (error instanceof ArgumentValidationError) {
    return violations(error.extensions.validationErrors, ["input"]);
  }
  if (!(error instanceof GraphQLError) || !isUserCode(error.extensions["code"])) return undefined;
  const { code, argument, candidates } = error.extensions;
  const path = typeof argument === "string" ? argument.split(".") : [];
  return [
    {
      code,
      message: error.message,
      path: path[0] === "idempotencyKey" ? path : ["input", ...path],
      candidates: Array.isArray(candidates) ? candidates.map(String) : [],
    },
  ];
}

interface Violation {
  readonly property: string;
  readonly constraints?: Readonly<Record<string, string>>;
  readonly children?: readonly Violation[];
}

/** What class-validator found, one for each field: its own report carries the whole input, which stays here. */
function violations(reports: readonly Violation[], above: readonly string[]): readonly Fault[] {
  return reports.flatMap(({ property, constraints = {}, children = [] }) => {
    const path = [...above, property];
    const [sentence] = Object.values(constraints);
    const own: Fault[] =
      sentence === undefined
        ? []
        : [{ code: "BAD_USER_INPUT", message: `${property} ${sentence}.`, path, candidates: [] }];
    return [...own, ...violations(children, path)];
  });
}
