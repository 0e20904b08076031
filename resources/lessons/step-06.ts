// step: 6
// stage: 1
// title.en: Backpropagation by hand
// title.ko: 손으로 하는 역전파
// panels: graph, variables
// expect: 1.648721270700128
// expect: 3.297442541400256

// %% [markdown] lang=en
// Now the functions learn to go back. Two things are new:
//
// - a variable has a second place, `grad`, for its **gradient** (its slope);
// - a function keeps its `input` and has a `backward`: it takes the gradient of its output and returns
//   the gradient of its input, that is, its own slope times what came in.
//
// The order is still ours to write: C, then B, then A.
//
// **Try.** Swap two of the last lines. Which error do you get, and why?
//
// **Look.** The Graph panel: each function hangs between the input it keeps and the variable that came
// out. Drag the timeline: the gradients appear in the order of your lines, C, B, A. The script itself
// does not know this way yet; you had to write it down.
//
// **Exercise.** Write a class `Cube` with `forward` and `backward` and use it in place of `C`.
// <details>
// The slope of x³ is 3x². So `backward` returns `3 * x ** 2 * gy`.
// </details>

// %% [markdown] lang=ko
// 이제 함수가 거꾸로 가는 법을 배웁니다. 새로운 것은 두 가지입니다.
//
// - 변수에 **기울기**를 담을 자리 `grad`가 생깁니다.
// - 함수는 `input`을 기억하고 `backward`를 가집니다. 출력의 기울기를 받아서, 자기 기울기를 곱한 값을
//   입력의 기울기로 돌려줍니다.
//
// 순서는 아직 우리가 직접 적습니다. C, B, A입니다.
//
// **해 보기.** 마지막 줄들 가운데 둘의 순서를 바꿔 보세요. 어떤 오류가 나고, 왜 그럴까요?
//
// **살펴보기.** 그래프 패널에서 함수는 자기가 기억하는 입력과 자기에게서 나온 변수 사이에 놓입니다. 타임라인을
// 끌면 기울기가 여러분이 적은 순서, 곧 C, B, A의 순서로 나타납니다. 스크립트는 아직 이 길을 모릅니다. 그래서
// 여러분이 직접 적어야 했습니다.
//
// **연습.** `forward`와 `backward`를 가진 `Cube` 클래스를 만들어 `C` 대신 써 보세요.
// <details>
// x³의 기울기는 3x²입니다. `backward`는 `3 * x ** 2 * gy`를 돌려주면 됩니다.
// </details>

// %% A place for the gradient ko="기울기를 담을 자리"
class Variable {
  data: NDArray
  grad: NDArray | null = null

  constructor(data: NDArray) {
    this.data = data
  }
}

// %% Functions that can go back ko="거꾸로 갈 수 있는 함수"
class Function {
  input!: Variable

  call(input: Variable): Variable {
    this.input = input
    return new Variable(this.forward(input.data))
  }

  forward(x: NDArray): NDArray {
    throw new Error('forward is not written yet')
  }

  backward(gy: NDArray): NDArray {
    throw new Error('backward is not written yet')
  }
}

class Square extends Function {
  forward(x: NDArray): NDArray {
    return x ** 2
  }

  backward(gy: NDArray): NDArray {
    const x = this.input.data
    return 2 * x * gy
  }
}

class Exp extends Function {
  forward(x: NDArray): NDArray {
    return np.exp(x)
  }

  backward(gy: NDArray): NDArray {
    const x = this.input.data
    return np.exp(x) * gy
  }
}

// %% Forward ko="순전파"
const A = new Square()
const B = new Exp()
const C = new Square()

const x = new Variable(np.array(0.5))
const a = A.call(x)
const b = B.call(a)
const y = C.call(b)
print(y.data)

// %% Backward, in our own order ko="역전파, 순서는 직접"
y.grad = np.array(1.0)
b.grad = C.backward(y.grad)
a.grad = B.backward(b.grad)
x.grad = A.backward(a.grad)
print(x.grad)
