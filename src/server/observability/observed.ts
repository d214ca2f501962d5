import type { FastifyRequest } from "fastify";
import type { RunWatch } from "../../graph/engine.js";
import type { Plan } from "../../graph/plan/plan.js";
import { rowsOf } from "./rows.js";

declare module "fastify" {
  interface FastifyRequest {
    /** What is known of its GraphQL operation; undefined until somebody reads it. */
    observed: Observed | undefined;
  }
}

/** A GraphQL operation as logs and metrics call it. */
export interface Operation {
  /** Null where it is anonymous. */
  readonly name: string | null;
  readonly type: "query" | "mutation" | "subscription";
}

/** A part of a request's work. Times are those of `performance.now()`. */
export interface Mark {
  readonly name: "graphql.parse" | "graphql.validate" | "rolegraph.plan" | "rolegraph.engine";
  readonly began: number;
  readonly ended: number;
  readonly plan?: Plan;
  readonly failed?: boolean;
}

/** So many marks make a trace; a query of many root fields, or a mutation that reads much, has no more. */
const mostMarks = 64;

interface Watching {
  /** Whether the parts of the work are wanted, for a trace. */
  readonly marks: boolean;
  /** Given where statements are logged. */
  readonly onStatement?: (request: FastifyRequest, plan: Plan, text: string) => void;
}

/** What one request did, gathered while it was answered: numbers and names, never what it asked with or was told. */
export class Observed implements RunWatch {
  /** When its GraphQL operation was begun: what waited before is not the query's fault. */
  readonly began = performance.now();
  /** When the answer was made; sending it is the client's affair too. */
  ended: number | undefined;
  operation: Operation | undefined;
  cost: number | undefined;
  codes: readonly string[] = [];
  /** Whether its client went before it was answered. */
  isGone = false;
  /** Whether it was told of: a connection that breaks while the answer is sent ends the request twice. */
  isOver = false;
  /** Of its root fields. */
  rows = 0;
  engineMs = 0;
  readonly plans: Plan[] = [];
  readonly marks: Mark[] | undefined;
  readonly onStatement: RunWatch["onStatement"];

  constructor(request: FastifyRequest, { marks, onStatement }: Watching) {
    this.marks = marks ? [] : undefined;
    this.onStatement = onStatement && ((plan, text) => onStatement(request, plan, text));
  }

  mark(mark: Mark): void {
    if (this.marks !== undefined && this.marks.length < mostMarks) this.marks.push(mark);
  }

  onPlanned(began: number): void {
    if (this.marks !== undefined) this.mark({ name: "rolegraph.plan", began, ended: performance.now() });
  }

  /** An engine has answered a plan, or failed. */
  ran(plan: Plan, began: number, ended: number, answer: { readonly value: unknown } | undefined): void {
    this.engineMs += ended - began;
    if (this.plans.length < mostMarks) this.plans.push(plan);
    if (answer !== undefined) this.rows += rowsOf(plan, answer.value);
    this.mark({ name: "rolegraph.engine", began, ended, plan, failed: answer === undefined });
  }
}
