/** The steps that lead from one version of a layout to another. Throws an Error of one sentence if there is no way. */
export function stepsOf<Step extends { readonly from: number; readonly to: number }>(
  steps: readonly Step[],
  from: number,
  to: number,
): readonly Step[] {
  const way: Step[] = [];
  for (let at = from; at < to; ) {
    const step = steps.find((each) => each.from === at && each.to > at && each.to <= to);
    if (step === undefined) {
      throw new Error(
        `The stored graph has version ${at}, from which nothing leads to ${to}: start an older Rolegraph.`,
      );
    }
    way.push(step);
    at = step.to;
  }
  return way;
}
