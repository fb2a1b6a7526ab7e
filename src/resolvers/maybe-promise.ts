/** A value that is often known at once. GraphQL completes an object faster if none of its fields is a promise. */
export type MaybePromise<Value> = Value | Promise<Value>

/** The result for a value, at once if the value is not a promise. */
export function map<Value, Result>(
  soon: MaybePromise<Value>,
  toResult: (value: Value) => Result,
): MaybePromise<Result> {
  return soon instanceof Promise ? soon.then((value) => toResult(value)) : toResult(soon)
}
