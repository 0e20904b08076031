// step: 12
// stage: 2
// title.en: Nicer to call, nicer to write
// title.ko: 부르기도, 만들기도 쉽게
// panels: graph, variables
// expect: 5
// expect: 5

// %% [markdown] lang=en
// The lists stay inside the machine. Outside, nobody should see them:
//
// - **The caller** writes `add(x0, x1)` and gets one variable. In TypeScript `...inputs` collects any
//   number of arguments into a list.
// - **The author** writes `forward(x0, x1)` and returns one array. `...xs` spreads the list over the
//   parameters again. Only a function with several outputs returns a list.
//
// **Try.** Write `Sub` in the same way.
//
// **Look.** Compare this script with the last one: the class `Add` has become a single line.
//
// **Exercise.** Write a function `SumAndDifference` with two outputs.
// <details>
// `forward(x0, x1) { return [x0 + x1, x0 - x1] }`, and then `const [s, d] = new SumAndDifference().call(x0, x1)`.
// </details>

// %% [markdown] lang=ko
// 목록은 안에서만 씁니다. 밖에서는 보이지 않아야 합니다.
//
// - **부르는 사람**은 `add(x0, x1)`이라고 쓰고 변수 하나를 받습니다. TypeScript의 `...inputs`는 인수를
//   몇 개든 목록으로 모아 줍니다.
// - **만드는 사람**은 `forward(x0, x1)`이라고 쓰고 배열 하나를 돌려줍니다. `...xs`는 목록을 다시 매개변수로
//   펼칩니다. 출력이 여럿인 함수만 목록을 돌려줍니다.
//
// **해 보기.** 같은 방법으로 `Sub`를 만들어 보세요.
//
// **살펴보기.** 지난 레슨의 코드와 견주어 보세요. `Add` 클래스가 한 줄로 줄었습니다.
//
// **연습.** 출력이 둘인 `SumAndDifference` 함수를 만들어 보세요.
// <details>
// `forward(x0, x1) { return [x0 + x1, x0 - x1] }`로 쓰고
// `const [s, d] = new SumAndDifference().call(x0, x1)`로 부릅니다.
// </details>

// %% Any number of inputs and outputs ko="입력과 출력의 개수는 자유"
class Variable {
  data: NDArray
  grad: NDArray | null = null
  creator: Function | null = null

  constructor(data: NDArray) {
    this.data = data
  }
}

class Function {
  inputs!: Variable[]
  outputs!: Variable[]

  call(...inputs: Variable[]): Variable | Variable[] {
    const ys = this.forward(...inputs.map((input) => input.data))
    const outputs = (Array.isArray(ys) ? ys : [ys]).map((y) => new Variable(y))
    for (const output of outputs) output.creator = this
    this.inputs = inputs
    this.outputs = outputs
    return outputs.length > 1 ? outputs : outputs[0]
  }

  forward(...xs: NDArray[]): NDArray | NDArray[] {
    throw new Error('forward is not written yet')
  }
}

// %% Addition, short ko="짧아진 덧셈"
class Add extends Function {
  forward(x0: NDArray, x1: NDArray): NDArray {
    return x0 + x1
  }
}

const add = (x0: Variable, x1: Variable) => new Add().call(x0, x1)

const x0 = new Variable(np.array(2, 'int32'))
const x1 = new Variable(np.array(3, 'int32'))
const y = new Add().call(x0, x1)
print(y.data)
print(add(x0, x1).data)
