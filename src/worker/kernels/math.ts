// Elementary functions of one or two numbers: the lab's own, so that results do not depend on the machine or on the
// version of the JavaScript engine. Errors are at most 2 ulp (asin, acos, atan2, hypot, log, tanh, sigmoid) and about
// 0.51 ulp for the others; special values are those of IEEE 754 and C.
export { cosh, exp, expm1, sigmoid, sinh, tanh } from './mathExp'
export { log, log10, log1p, log2, preciseLog } from './mathLog'
export { cbrt, hypot, pow } from './mathPow'
export { cos, sin, tan } from './mathTrig'
export { acos, asin, atan, atan2 } from './mathArc'

/** Square root, correctly rounded by IEEE 754 everywhere. */
export const sqrt = Math.sqrt
