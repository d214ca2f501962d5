import { Field } from "type-graphql";

type TypeThunk = Exclude<Parameters<typeof Field>[0], undefined>;

/**
 * Fields in GraphQL's two words. The type is always a thunk: the modules of the model import each other, and a thunk
 * is called when all of them are loaded. The description is for the visitor of the playground.
 */
export const NonNull = (type: () => unknown, description: string) =>
  Field(type as TypeThunk, { nullable: false, description });

export const Nullable = (type: () => unknown, description: string, defaultValue?: string | number) =>
  Field(type as TypeThunk, { nullable: true, description, ...(defaultValue !== undefined && { defaultValue }) });
