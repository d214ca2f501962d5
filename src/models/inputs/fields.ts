import {
  ArrayMaxSize,
  ArrayMinSize,
  IsInt,
  IsOptional,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from "class-validator";
import { ID, Int } from "type-graphql";
import { NonNull, Nullable } from "../fields.js";
import { PartialDate } from "../scalars.js";

/** What a value of an input is: its GraphQL type, and what class-validator asks of it beyond that. */
export interface Kind {
  readonly type: () => unknown;
  readonly checks: readonly PropertyDecorator[];
}

const all =
  (...decorators: readonly PropertyDecorator[]): PropertyDecorator =>
  (target, property) => {
    for (const decorate of decorators) decorate(target, property);
  };

/** A field that must be given. */
export const Must = ({ type, checks }: Kind, description: string) => all(NonNull(type, description), ...checks);
/** A field that may be left out; null is as good as absent. */
export const May = ({ type, checks }: Kind, description: string) =>
  all(Nullable(type, description), IsOptional(), ...checks);

/** At most so many values in one list. */
const longest = 200;

// A verb checks its input once more, as others call it too; here what is malformed is found before anything is read.
const visible = /^[^\p{Cc}\p{Cs}\u2028\u2029]*$/u;
const saysSomething = /[^\s]/u;
const checksOfText = (most: number, each: boolean): readonly PropertyDecorator[] => [
  MaxLength(most, { each, message: `must be a text of at most ${most} characters` }),
  Matches(visible, { each, message: "must be a text without control characters, line breaks and lone surrogates" }),
  Matches(saysSomething, { each, message: "must not be empty" }),
];
const atMost = ArrayMaxSize(longest, { message: `must be a list of at most ${longest} values` });

/** A text of so many characters at most. */
export const text = (most: number): Kind => ({ type: () => String, checks: checksOfText(most, false) });
export const name = text(500);
export const long = text(5000);
export const names: Kind = { type: () => [String], checks: [atMost, ...checksOfText(500, true)] };

const idForm = /^[a-z]+\/[a-z0-9]+(?:-[a-z0-9]+)*$/;
const checksOfId = (each: boolean): readonly PropertyDecorator[] => [
  MaxLength(200, { each, message: "must be an id of at most 200 characters" }),
  Matches(idForm, { each, message: "must be an id such as official/mai-van-huynh" }),
];
export const id: Kind = { type: () => ID, checks: checksOfId(false) };
export const ids: Kind = { type: () => [ID], checks: [atMost, ...checksOfId(true)] };
export const idsUpTo = (most: number): Kind => ({
  type: () => [ID],
  checks: [
    ArrayMinSize(1, { message: "must have at least one id" }),
    ArrayMaxSize(most, { message: `must have at most ${most} ids` }),
    ...checksOfId(true),
  ],
});

export const form = (pattern: RegExp, message: string): Kind => ({
  type: () => String,
  checks: [Matches(pattern, { message })],
});
export const whole = (least: number): Kind => ({
  type: () => Int,
  checks: [
    IsInt({ message: "must be a whole number" }),
    Min(least, { message: `must be a whole number of at least ${least}` }),
    Max(2_147_483_647, { message: "must be a whole number of at most 2147483647" }),
  ],
});

/** The scalar's or the enum's own check is enough. */
export const plain = (type: () => unknown): Kind => ({ type, checks: [] });
export const date = plain(() => PartialDate);
export const dates: Kind = { type: () => [PartialDate], checks: [atMost] };
export const flag = plain(() => Boolean);

/** Other inputs, each validated. */
export const several = (type: () => unknown): Kind => ({
  type: () => [type()],
  checks: [atMost, ValidateNested({ each: true })],
});
export const nested = (type: () => unknown): Kind => ({ type, checks: [ValidateNested()] });
