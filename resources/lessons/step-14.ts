// step: 14
// stage: 2
// title.en: The same variable twice
// title.ko: 같은 변수를 두 번 쓰면
// panels: graph, variables
// expect: overwriting: 1.0
// expect: adding: 2.0
// expect: 3.0
// expect: without cleargrad: 5.0

// %% [markdown] lang=en
// x + x is 2x, so its slope is 2. But the `backward` of the last lesson says 1. Why? Both inputs of the
// addition are the same box. The first gradient is put in, then the second one **overwrites** it.
//
// A variable that is used in two places influences the result in two ways, so its gradients must be
// **added**: if a gradient is there already, add the new one to it.
//
// Adding has a price. If you compute a second formula with the same variable, the old gradient is still
// in the box. `cleargrad` empties it.
//
// **Try.** Run the script as it is: the mistake comes first, then the cure. Then compute
// `add(add(x, x), add(x, x))`.
//
// **Look.** The Graph panel: two arrows go from `x` into the same function. Select `x` to see the parts
// of its gradient.
//
// **Exercise.** Why do we write `x.grad = x.grad + gx` and not add into the array that is there?
// <details>
// The array may be shared: `Add` hands the very same array to both inputs, and it is also the gradient
// of the output. Changing it in place would change the others too.
// </details>

// %% [markdown] lang=ko
// x + x는 2x이므로 기울기는 2입니다. 그런데 지난 레슨의 `backward`는 1이라고 합니다. 왜 그럴까요? 덧셈의
// 두 입력이 같은 상자이기 때문입니다. 첫 기울기를 넣고 나서 둘째 기울기가 그 위에 **덮어쓰입니다**.
//
// 두 곳에서 쓰인 변수는 결과에 두 가지 길로 영향을 줍니다. 그래서 기울기를 **더해야** 합니다. 이미 기울기가
// 있으면 새 기울기를 거기에 더합니다.
//
// 더하기에는 대가가 있습니다. 같은 변수로 다른 식을 계산하면 옛 기울기가 아직 상자에 남아 있습니다.
// `cleargrad`로 비워 주세요.
//
// **해 보기.** 그대로 실행해 보세요. 먼저 실수가, 다음에 고친 것이 나옵니다. 그다음
// `add(add(x, x), add(x, x))`를 계산해 보세요.
//
// **살펴보기.** 그래프 패널에서 `x`에서 나온 화살표 둘이 같은 함수로 들어갑니다. `x`를 선택하면 기울기를
// 이루는 부분들이 보입니다.
//
// **연습.** 왜 `x.grad = x.grad + gx`라고 쓰고, 있던 배열에 바로 더하지 않을까요?
// <details>
// 그 배열은 함께 쓰는 것일 수 있습니다. `Add`는 두 입력에 똑같은 배열을 주고, 그 배열은 출력의 기울기이기도
// 합니다. 직접 바꾸면 다른 기울기까지 바뀝니다.
// </details>

// %% Variable and Function ko="변수와 함수"
class Variable {
  data: NDArray
  grad: NDArray | null = null
  creator: Function | null = null

  constructor(data: NDArray) {
    this.data = data
  }

  cleargrad() {
    this.grad = null
  }

  backward(accumulate = addGradient) {
    if (this.grad === null) this.grad = np.ones_like(this.data)
    const todo = [this.creator]
    while (todo.length > 0) {
      const f = todo.pop()
      const result = f.backward(...f.outputs.map((output) => output.grad))
      const gxs = Array.isArray(result) ? result : [result]
      f.inputs.forEach((x, i) => {
        accumulate(x, gxs[i])
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

class Add extends Function {
  forward(x0: NDArray, x1: NDArray): NDArray {
    return x0 + x1
  }

  backward(gy: NDArray): NDArray[] {
    return [gy, gy]
  }
}

const add = (x0: Variable, x1: Variable) => new Add().call(x0, x1)

// %% Two ways to put a gradient into the box ko="기울기를 상자에 넣는 두 가지 방법"
function overwriteGradient(x: Variable, gx: NDArray) {
  x.grad = gx
}

function addGradient(x: Variable, gx: NDArray) {
  x.grad = x.grad === null ? gx : x.grad + gx
}

// %% The mistake: overwriting ko="실수: 덮어쓰기"
const wrong = new Variable(np.array(3.0))
const wrongSum = add(wrong, wrong)
wrongSum.backward(overwriteGradient)
print('overwriting:', wrong.grad)

// %% The cure: adding ko="해결: 더하기"
const x = new Variable(np.array(3.0))
const y = add(x, x)
y.backward()
print('adding:', x.grad)

// %% A second formula needs an empty box ko="다른 식을 계산하려면 상자를 비웁니다"
x.cleargrad()
const z = add(add(x, x), x)
z.backward()
print(x.grad)

// %% What happens without cleargrad ko="비우지 않으면"
const kept = new Variable(np.array(3.0))
add(kept, kept).backward()
add(add(kept, kept), kept).backward()
print('without cleargrad:', kept.grad)
