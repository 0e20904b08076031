// step: 13
// stage: 2
// title.en: Backward with several inputs
// title.ko: 입력이 여러 개인 역전파
// panels: graph, variables
// expect: 13.0
// expect: 4.0
// expect: 6.0

// %% [markdown] lang=en
// A function with two inputs has two gradients to hand out. For an addition this is easy: if `x0` grows
// a little, the sum grows by the same amount, and so for `x1`. So `Add` passes the gradient on, once to
// each input.
//
// In `backward` of the variable we now collect the gradients of all outputs, ask the function, and give
// each input its own one.
//
// **Try.** Compute x² + y² at other points. The gradients are always 2x and 2y.
//
// **Look.** The Graph panel: at the addition, the gradient 1 goes both ways.
//
// **Exercise.** Write `Mul` with `backward`.
// <details>
// The slope of x0·x1 with respect to x0 is x1, and the other way round:
// `return [gy * x1, gy * x0]` with the data of the inputs.
// </details>

// %% [markdown] lang=ko
// 입력이 둘인 함수는 기울기도 둘을 나누어 줍니다. 덧셈은 쉽습니다. `x0`이 조금 커지면 합도 그만큼
// 커지고, `x1`도 마찬가지입니다. 그래서 `Add`는 받은 기울기를 두 입력에 그대로 전달합니다.
//
// 변수의 `backward`에서는 모든 출력의 기울기를 모아 함수에 건네고, 돌려받은 기울기를 입력마다 나눠 줍니다.
//
// **해 보기.** 다른 점에서 x² + y²을 계산해 보세요. 기울기는 언제나 2x와 2y입니다.
//
// **살펴보기.** 그래프 패널에서 덧셈에 온 기울기 1이 양쪽으로 갑니다.
//
// **연습.** `backward`까지 있는 `Mul`을 만들어 보세요.
// <details>
// x0·x1의 x0에 대한 기울기는 x1이고, x1에 대한 기울기는 x0입니다. 입력의 data로
// `return [gy * x1, gy * x0]`이라고 쓰면 됩니다.
// </details>

// %% Variable and Function ko="변수와 함수"
class Variable {
  data: NDArray
  grad: NDArray | null = null
  creator: Function | null = null

  constructor(data: NDArray) {
    this.data = data
  }

  backward() {
    if (this.grad === null) this.grad = np.ones_like(this.data)
    const todo = [this.creator]
    while (todo.length > 0) {
      const f = todo.pop()
      const gys = f.outputs.map((output) => output.grad)
      const result = f.backward(...gys)
      const gxs = Array.isArray(result) ? result : [result]
      f.inputs.forEach((x, i) => {
        x.grad = gxs[i]
        if (x.creator !== null) todo.push(x.creator)
      })
    }
  }
}

class Function {
  inputs!: Variable[]
  outputs!: Variable[]

  call(...inputs: Variable[]): Variable {
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

  backward(...gys: NDArray[]): NDArray | NDArray[] {
    throw new Error('backward is not written yet')
  }
}

// %% Square and Add with their gradients ko="기울기가 있는 Square와 Add"
class Square extends Function {
  forward(x: NDArray): NDArray {
    return x ** 2
  }

  backward(gy: NDArray): NDArray {
    const [x] = this.inputs
    return 2 * x.data * gy
  }
}

class Add extends Function {
  forward(x0: NDArray, x1: NDArray): NDArray {
    return x0 + x1
  }

  backward(gy: NDArray): NDArray[] {
    return [gy, gy]
  }
}

const square = (x: Variable) => new Square().call(x)
const add = (x0: Variable, x1: Variable) => new Add().call(x0, x1)

// %% The sum of two squares ko="두 제곱의 합"
const x = new Variable(np.array(2.0))
const y = new Variable(np.array(3.0))
const z = add(square(x), square(y))
z.backward()
print(z.data)
print(x.grad)
print(y.grad)
