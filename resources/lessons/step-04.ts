// step: 4
// stage: 1
// title.en: Slopes by trying two points
// title.ko: 두 점으로 기울기 구하기
// panels: figures, variables
// expect: 6.000000000012662
// expect: 4.000000000004
// expect: 0.9999999999998899
// expect: 3.2974426293330694
// expect: 3.2974425414002564
// expect: smallest error, one side: 1e-8
// expect: smallest error, both sides: 1e-6

// %% [markdown] lang=en
// The derivative of a function at `x` is its slope there. The simplest way to find it: compute the
// function a little to the left and a little to the right, and divide the rise by the run. This is
// **numerical differentiation** with a centred difference.
//
// It needs nothing but the function itself. But it is only near the truth, and with many inputs the
// function has to be computed twice for each of them. Keep both faults in mind.
//
// **Try.** Call `numericalDiff` with `eps` 0.1 and with 1e-12.
//
// **Look.** The Figures panel shows the error for eps from 0.1 down to 1e-12; read it from right to
// left. First the error falls because the two points come closer. Then it rises again: the two
// values agree in nearly all digits, and the subtraction leaves only rounding noise.
//
// **Exercise.** Why does the curve that uses both sides fall twice as fast as the one-sided one?
// <details>
// The left and the right point err in opposite directions, so the error in eps cancels and only the one
// in eps² is left. Divide eps by 10 and the error shrinks by 100.
// </details>

// %% [markdown] lang=ko
// 함수의 `x`에서의 미분은 그 자리의 기울기입니다. 가장 쉬운 방법은 조금 왼쪽과 조금 오른쪽에서 함수를
// 계산해 높이의 차이를 거리로 나누는 것입니다. 이것이 중앙 차분을 쓰는 **수치 미분**입니다.
//
// 함수만 있으면 되지만 약점이 둘 있습니다. 값이 참값에 가까울 뿐 같지는 않고, 입력이 많으면 입력마다
// 함수를 두 번씩 계산해야 합니다.
//
// **해 보기.** `numericalDiff`의 `eps`를 0.1과 1e-12로 바꿔 보세요.
//
// **살펴보기.** 그림 패널에 eps가 0.1에서 1e-12까지 작아질 때의 오차가 보입니다. 오른쪽에서 왼쪽으로
// 읽어 보세요. 처음에는 두 점이 가까워지면서 오차가 줄어듭니다. 그러다 다시 커집니다. 두 값의 자릿수가
// 거의 모두 같아져서, 빼고 나면 반올림 오차만 남기 때문입니다.
//
// **연습.** 양쪽 점을 쓰는 곡선은 왜 한쪽만 쓰는 곡선보다 두 배 빠르게 내려갈까요?
// <details>
// 왼쪽 점과 오른쪽 점의 오차는 방향이 반대라서 eps에 비례하는 부분이 지워지고 eps²에 비례하는 부분만
// 남습니다. eps를 10으로 나누면 오차는 100분의 1이 됩니다.
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

class Exp extends Function {
  forward(x: NDArray): NDArray {
    return np.exp(x)
  }
}

// %% The slope from two points ko="두 점에서 기울기 구하기"
function numericalDiff(f: (x: Variable) => Variable, x: Variable, eps = 1e-4): NDArray {
  const y0 = f(new Variable(x.data - eps))
  const y1 = f(new Variable(x.data + eps))
  return (y1.data - y0.data) / (2 * eps)
}

const square = (x: Variable) => new Square().call(x)
const exp = (x: Variable) => new Exp().call(x)

print(numericalDiff(square, new Variable(np.array(3.0))))
print(numericalDiff(square, new Variable(np.array(2.0))))
print(numericalDiff(square, new Variable(np.array(0.5))))

// %% A chain of functions ko="이어 붙인 함수"
const chain = (x: Variable) => square(exp(square(x)))
const x = new Variable(np.array(0.5))
print(numericalDiff(chain, x))

const exact = 4 * 0.5 * np.exp(np.array(2 * 0.5 ** 2))
print(exact)

// %% The error against eps ko="eps에 따른 오차"
const sizes = [1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-11, 1e-12]

function errorOneSide(eps: number): number {
  const shifted = chain(new Variable(x.data + eps))
  const slope = (shifted.data - chain(x).data) / eps
  return np.abs(slope - exact).item()
}

function errorBothSides(eps: number): number {
  return np.abs(numericalDiff(chain, x, eps) - exact).item()
}

const figure = { title: 'Error of the slope', xLabel: 'eps', yLabel: 'error', log: 'xy' }
const oneSide = sizes.map(errorOneSide)
const bothSides = sizes.map(errorBothSides)
plot(sizes, oneSide, { name: 'one side', ...figure })
plot(sizes, bothSides, { name: 'both sides', ...figure })

const best = (errors: number[]) => sizes[errors.indexOf(Math.min(...errors))].toExponential()
print('smallest error, one side:', best(oneSide))
print('smallest error, both sides:', best(bothSides))
