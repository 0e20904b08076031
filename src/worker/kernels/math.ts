// Elementary functions of one or two numbers. Knows nothing of arrays.

export const exp = Math.exp
export const log = Math.log
export const sin = Math.sin
export const cos = Math.cos
export const tan = Math.tan
export const tanh = Math.tanh
export const sqrt = Math.sqrt
export const pow = Math.pow
