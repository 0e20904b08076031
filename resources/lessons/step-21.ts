// step: 21
// stage: 2
// title.en: Arrays and numbers may join in
// title.ko: 배열과 숫자도 함께
// panels: graph, variables
// expect: by hand: 5.0
// expect: by hand: 7.0
// expect: variable(5.0)
// expect: variable(5.0)
// expect: variable(7.0)
// expect: variable(5.0)

// %% [markdown] lang=en
// In a formula one side is often a plain number, `2 * x + 1`, or an array. It should not matter which.
//
// The trick is one small function at the door: `asVariable` looks at what comes in. A variable stays as
// it is; an array or a number is put into a new box. After that the machine sees only variables.
//
// And both orders must work: `x + 3` and `3 + x`.
//
// **Try.** Put a list of three numbers beside a single one: `x + np.array([1, 2, 3])`.
//
// **Look.** The Graph panel: the numbers appear as small boxes of their own.
//
// **Exercise.** Does the box around the number 3 get a gradient, too?
// <details>
// Yes, backward does not know that nobody will ask for it. That costs a little time and memory.
// </details>

// %% [markdown] lang=ko
// 수식에서는 한쪽이 `2 * x + 1`처럼 보통 숫자이거나 배열일 때가 많습니다. 어느 쪽이든 잘되어야 합니다.
//
// 비결은 문 앞의 작은 함수입니다. `asVariable`은 들어오는 것을 살펴봅니다. 변수는 그대로 두고, 배열이나
// 숫자는 새 상자에 담습니다. 그 뒤로는 변수만 보입니다.
//
// 순서도 상관없어야 합니다. `x + 3`과 `3 + x`가 모두 됩니다.
//
// **해 보기.** 숫자 하나에 세 숫자를 더해 보세요: `x + np.array([1, 2, 3])`.
//
// **살펴보기.** 그래프 패널에서 숫자도 작은 상자로 나타납니다.
//
// **연습.** 숫자 3을 담은 상자도 기울기를 받을까요?
// <details>
// 받습니다. 역전파는 아무도 그 기울기를 묻지 않으리라는 것을 모릅니다. 그만큼 시간과 메모리가 조금 듭니다.
// </details>

// %% Everything becomes a variable at the door ko="문 앞에서 모두 변수로"
import { Variable as LabVariable } from 'dezero'

class Variable {
  data: NDArray
  grad: NDArray | null = null
  creator: Function | null = null

  constructor(data: NDArray) {
    this.data = data
  }
}

function asArray(x: NDArray | number): NDArray {
  return typeof x === 'number' ? np.array(x) : x
}

function asVariable(x: Variable | NDArray | number): Variable {
  return x instanceof Variable ? x : new Variable(asArray(x))
}

class Function {
  inputs!: Variable[]
  output!: Variable

  call(...given: (Variable | NDArray | number)[]): Variable {
    const inputs = given.map(asVariable)
    const output = new Variable(this.forward(...inputs.map((input) => input.data)))
    output.creator = this
    this.inputs = inputs
    this.output = output
    return output
  }

  forward(...xs: NDArray[]): NDArray {
    throw new Error('forward is not written yet')
  }
}

class Add extends Function {
  forward(x0: NDArray, x1: NDArray): NDArray {
    return x0 + x1
  }
}

class Mul extends Function {
  forward(x0: NDArray, x1: NDArray): NDArray {
    return x0 * x1
  }
}

const add = (x0, x1) => new Add().call(x0, x1)
const mul = (x0, x1) => new Mul().call(x0, x1)

const h = new Variable(np.array(2.0))
const sum = add(h, np.array(3.0))
const line = add(mul(3.0, h), 1.0)
print('by hand:', sum.data)
print('by hand:', line.data)

// %% The same with signs ko="연산자로 쓰기"
const x = new LabVariable(np.array(2.0))
print(x + np.array(3.0))
print(x + 3.0)
print(3.0 * x + 1.0)
print(np.array(3.0) + x)
