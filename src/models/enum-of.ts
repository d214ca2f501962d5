import { registerEnumType } from "type-graphql";

/** An enum whose values are their own names: what is stored is already what is answered. */
export function enumOf<const Values extends Readonly<Record<string, string>>>(
  name: string,
  description: string,
  values: Values,
): { readonly [Name in keyof Values]: Name } {
  const names = Object.keys(values);
  const enumObj = Object.fromEntries(names.map((each) => [each, each])) as { readonly [Name in keyof Values]: Name };
  const valuesConfig = Object.fromEntries(names.map((each) => [each, { description: values[each] ?? "" }]));
  registerEnumType<object>(enumObj, { name, description, valuesConfig });
  return enumObj;
}
