// step: 3
// stage: 1
// title.en: Chain functions
// title.ko: 함수를 이어 붙이기
// panels: variables, graph
// expect: 0.25
// expect: 1.2840254166877414
// expect: 1.648721270700128

// %% [markdown] lang=en
// A function takes a variable and gives a variable. So the output of one can be the input of the next,
// and a long formula becomes a chain of small steps. Here the chain computes (exp(x²))².
//
// Why small steps? If we know how to differentiate each small one, we can differentiate the whole
// chain. That is where the next lessons go.
//
// **Try.** Change `x` to 0.0 and to 1.0. Guess the result before you run.
//
// **Look.** Beside each line of the script you see the value that was computed there.
//
// **Exercise.** Compute exp(exp(x)) at 0 with the same classes. You should get about 2.718.
// <details>
// One `Exp` after another: `B.call(B.call(x))`.
// </details>

// %% [markdown] lang=ko
// 함수는 변수를 받아 변수를 돌려줍니다. 그래서 한 함수의 출력을 다음 함수의 입력으로 쓸 수 있고, 긴
// 수식은 작은 계산의 사슬이 됩니다. 여기서는 (exp(x²))²을 계산합니다.
//
// 왜 작은 단계로 나눌까요? 작은 단계 하나하나를 미분할 줄 알면 사슬 전체를 미분할 수 있기 때문입니다.
// 다음 레슨들이 그 길로 갑니다.
//
// **해 보기.** `x`를 0.0과 1.0으로 바꿔 보세요. 실행하기 전에 결과를 먼저 예상해 보세요.
//
// **살펴보기.** 코드의 각 줄 옆에 그 줄에서 계산된 값이 보입니다.
//
// **연습.** 같은 클래스로 x = 0에서 exp(exp(x))를 계산해 보세요. 약 2.718이 나와야 합니다.
// <details>
// `Exp`를 두 번 이어 쓰면 됩니다: `B.call(B.call(x))`.
// </details>

// %% Variable and Function ko="변수와 함수"
class Variable {
  data: NDArray

  constructor(data: NDArray) {
    this.data = data
  }
}

class Function {
  call(input: Variable): Variable {
    return new Variable(this.forward(input.data))
  }

  forward(x: NDArray): NDArray {
    throw new Error('forward is not written yet')
  }
}

class Square extends Function {
  forward(x: NDArray): NDArray {
    return x ** 2
  }
}

// %% A second function ko="두 번째 함수"
class Exp extends Function {
  forward(x: NDArray): NDArray {
    return np.exp(x)
  }
}

// %% The chain ko="함수의 사슬"
const A = new Square()
const B = new Exp()
const C = new Square()

const x = new Variable(np.array(0.5))
const a = A.call(x)
const b = B.call(a)
const y = C.call(b)
print(a.data)
print(b.data)
print(y.data)
