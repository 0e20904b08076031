// Objects that can be called: instances of Function and Layer. Knows neither.

/**
 * A function that looks like an instance of the class with `prototype`: it has that class's members, and nothing of
 * a JavaScript function (`name`, `length`, `call`, `apply`) shows.
 */
export function createCallable<T extends object>(
  prototype: object,
  call: (self: T, args: unknown[]) => unknown,
): T {
  const callable = ((...args: unknown[]) => call(callable as unknown as T, args)) as {
    name?: string
    length?: number
  }
  delete callable.name
  delete callable.length
  return Object.setPrototypeOf(callable, prototype) as T
}
