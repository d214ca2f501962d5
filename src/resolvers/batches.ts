/**
 * Gathers the ids that the fields of one list ask for, so that one statement answers for all of them. graphql-js comes
 * to a field of all items of a list in one go, and with the same array of field nodes: that array is the key, and the
 * batch is closed when the go has ended.
 */
export class Batches<T> {
  readonly #open = new WeakMap<
    object,
    { readonly ids: Set<string>; readonly answers: Promise<ReadonlyMap<string, T>> }
  >();

  /** What `answer` says of all ids that are asked for under this key at the same time as these. */
  load(
    key: object,
    ids: readonly string[],
    answer: (ids: readonly string[]) => Promise<ReadonlyMap<string, T>>,
  ): Promise<ReadonlyMap<string, T>> {
    let batch = this.#open.get(key);
    if (batch === undefined) {
      const gathered = new Set<string>();
      const answers = Promise.resolve().then(() => {
        this.#open.delete(key);
        return answer([...gathered]);
      });
      batch = { ids: gathered, answers };
      this.#open.set(key, batch);
    }
    for (const id of ids) batch.ids.add(id);
    return batch.answers;
  }
}
