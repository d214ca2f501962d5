import { type ClassType, InputType } from "type-graphql";
import { Nullable } from "./fields.js";
import { DateTimeFilter, IdFilter, KeywordFilter, RankFilter, ReviewStatusFilter, TextFilter } from "./operators.js";

/**
 * What all filters of a kind have in common, added by a class decorator: a base class could not name the filter
 * itself, to which `and`, `or` and `not` lead.
 */

export interface Examples {
  /** What the filter finds: `officials`. */
  readonly many: string;
  readonly id: string;
  /** A condition that stands for any other: `{kind: {eq: PARTY}}`. */
  readonly condition: string;
}

type FilterFields = Readonly<Record<string, readonly [type: () => unknown, description: string]>>;

const declare = (target: object, fields: FilterFields) => {
  for (const [name, [type, description]] of Object.entries(fields)) Nullable(type, description)(target, name);
};

const logic = (self: () => unknown, { id, condition }: Examples): FilterFields => ({
  and: [() => [self()], `All of these hold, for example \`{and: [${condition}]}\`. An empty list always holds.`],
  or: [
    () => [self()],
    `At least one of these holds, for example \`{or: [${condition}, {id: {eq: "${id}"}}]}\`. An empty list never holds.`,
  ],
  not: [
    self,
    `This does not hold, for example \`{not: ${condition}}\`. What is not known satisfies no condition, so it satisfies \`not\`.`,
  ],
  id: [() => IdFilter, `By id, for example \`{id: {eq: "${id}"}}\`.`],
});

const description = ({ many, condition }: Examples, more = "") =>
  `Which ${many} to find, for example \`${condition}\`. Several conditions together must all hold.${more}`;

/** An input that filters nodes: `and`, `or`, `not` and `id`. */
export const NodeFilterType =
  (examples: Examples) =>
  (target: ClassType): void => {
    InputType({ description: description(examples) })(target);
    declare(
      target.prototype,
      logic(() => target, examples),
    );
  };

/** An input that filters entities: also by name, alias and note. */
export const EntityFilterType =
  (examples: Examples & { readonly name: string }) =>
  (target: ClassType): void => {
    const matches = `{matches: "${examples.name}"}`;
    NodeFilterType(examples)(target);
    declare(target.prototype, {
      name: [() => TextFilter, `By name, for example \`{name: ${matches}}\`. \`matches\` looks at the aliases too.`],
      aliases: [
        () => TextFilter,
        `By one of its other names, for example \`{aliases: ${matches}}\`. \`matches\` looks at the name too.`,
      ],
      note: [() => TextFilter, 'By what an editor noted, for example `{note: {matches: "doubt"}}`.'],
    });
  };

const HIDDEN =
  " Claims that are not confirmed, or that are deprecated, are left out unless `status` or `rank` is named.";

const recording = (source: () => unknown): FilterFields => ({
  note: [() => TextFilter, 'By what an editor noted, for example `{note: {matches: "doubt"}}`.'],
  recordedAt: [
    () => DateTimeFilter,
    'By when it was entered, for example `{recordedAt: {gte: "2026-11-01T00:00:00Z"}}`.',
  ],
  recordedBy: [() => KeywordFilter, 'By who entered it, for example `{recordedBy: {eq: "Rolegraph editors"}}`.'],
  source: [
    source,
    'Some of its evidence stands in such a source, for example `{source: {outlet: {matches: "kon tum"}}}`.',
  ],
});

/** An input that filters claims of every type that wait for review. */
export const ReviewFilterType =
  ({ source }: { readonly source: () => unknown }) =>
  (target: ClassType): void => {
    const examples = {
      many: "claims that wait for review",
      id: "tenure/423c59ce67e237a7",
      condition: '{recordedBy: {eq: "Rolegraph editors"}}',
    };
    InputType({ description: description(examples) })(target);
    declare(target.prototype, { ...logic(() => target, examples), ...recording(source) });
  };

/** An input that filters claims: also by review, by who recorded them and by source. */
export const ClaimFilterType =
  (examples: Examples & { readonly source: () => unknown }) =>
  (target: ClassType): void => {
    InputType({ description: description(examples, HIDDEN) })(target);
    declare(target.prototype, {
      ...logic(() => target, examples),
      rank: [
        () => RankFilter,
        "By rank, for example `{rank: {eq: DEPRECATED}}`. Naming it finds deprecated claims too.",
      ],
      status: [
        () => ReviewStatusFilter,
        "By review, for example `{status: {eq: PROPOSED}}`. Naming it finds claims that are not confirmed too.",
      ],
      ...recording(examples.source),
    });
  };

export interface Quantifier<Filter> {
  readonly some?: Filter | null;
  readonly none?: Filter | null;
  readonly every?: Filter | null;
}

/** A condition on a list of nodes; `filter` is theirs. */
export function quantifierOf<Filter>(
  name: string,
  filter: () => unknown,
  { many, condition }: Pick<Examples, "many" | "condition">,
): ClassType<Quantifier<Filter>> {
  @InputType(`${name}Quantifier`, {
    description: `A condition on a list of ${many}, for example \`{some: ${condition}}\`. Several conditions together must all hold.`,
  })
  class QuantifierType implements Quantifier<Filter> {
    @Nullable(
      filter,
      `At least one of the ${many} is such, for example \`{some: ${condition}}\`; \`{some: {}}\` asks that there be any.`,
    )
    readonly some?: Filter | null;
    @Nullable(
      filter,
      `None of the ${many} is such, for example \`{none: ${condition}}\`; \`{none: {}}\` asks that there be none.`,
    )
    readonly none?: Filter | null;
    @Nullable(
      filter,
      `All of the ${many} are such, for example \`{every: ${condition}}\`: true also where there are none.`,
    )
    readonly every?: Filter | null;
  }
  return QuantifierType;
}
