/** Root fields are answered by one resolver, from their plan; a method only declares the field's signature. */
export const planned = (): never => {
  throw new Error("a root field is resolved by the function that buildSchema was given");
};
