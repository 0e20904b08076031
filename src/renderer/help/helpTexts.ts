// The words of the help page, as Markdown in both languages: how to begin, and what differs from the Python original.
import type { LocalText } from '@shared/lesson'

export const helpSections = ['start', 'api', 'differences', 'shortcuts'] as const
export type HelpSection = (typeof helpSections)[number]

export const startText: LocalText = {
  en: `# Write, run, look

Write a script in the middle and press **Run all**. Every function call on a variable is recorded while it happens. The **Graph** draws the calls, **Loss** and **Gradients** draw what training does, **Memory** shows what is kept and why, **Variables** lists every name, and **Figures** has what the script draws itself with \`plot\`, \`scatter\` and \`contour\`.

# One moment everywhere

The timeline at the bottom goes back and forth through the run, one operation at a time. The marked line of the script, the node of the graph, the line in every chart and the row of the table always show the same moment. Nothing is computed again when you move.

# Cells

A line \`// %% Title\` begins a cell. **Run cell** (Shift+Enter) keeps what earlier cells made; **Run all** always begins afresh.

# Operators

\`+ - * / **\` work on arrays and variables as in Python: \`(x + 3) ** 2\`, \`W.data -= lr * W.grad.data\`. \`np\` has NumPy's names, and random numbers are those of NumPy with the same seed.

# Three ways to keep memory

\`default\` drops gradients in the middle as soon as they are used, \`retain_grad\` keeps them, \`no_grad\` records no graph at all. **Compare modes** runs the same script in each of them and puts the memory side by side.

# Learn by doing

The **Lessons** list has every step of the book as a script that runs, with expected output that is checked. A lesson can also stand beside a session of your own (Alt+B): copy its cells, or add them to your script.

# Nothing is lost

What you type is saved by itself, every run is kept and can be looked at again, and **Verify** computes a kept run once more and compares every bit.`,
  ko: `# 쓰고, 실행하고, 살펴보기

가운데에 스크립트를 쓰고 **모두 실행**을 누르세요. 변수에 함수를 적용할 때마다 그 순간이 기록됩니다. **그래프**는 호출을 그리고, **손실**과 **기울기**는 학습 과정을 그리고, **메모리**는 무엇을 왜 보관하는지 보여 주고, **변수**는 모든 이름을 나열합니다. **그림**에는 스크립트가 \`plot\`, \`scatter\`, \`contour\`로 직접 그린 것이 나옵니다.

# 어디서나 같은 순간

아래의 타임라인으로 실행을 연산 하나씩 앞뒤로 오갈 수 있습니다. 스크립트에 표시된 줄, 그래프의 노드, 차트의 선, 표의 행은 언제나 같은 순간을 보여 줍니다. 움직여도 다시 계산하지 않습니다.

# 셀

\`// %% 제목\` 줄에서 셀이 시작됩니다. **셀 실행**(Shift+Enter)은 앞 셀이 만든 것을 이어서 쓰고, **모두 실행**은 늘 처음부터 시작합니다.

# 연산자

\`+ - * / **\`는 파이썬처럼 배열과 변수에 쓸 수 있습니다. \`(x + 3) ** 2\`, \`W.data -= lr * W.grad.data\`. \`np\`의 이름은 NumPy와 같고, 시드가 같으면 난수도 NumPy와 같습니다.

# 메모리를 다루는 세 가지 방법

\`default\`는 중간 기울기를 쓰고 나면 바로 버리고, \`retain_grad\`는 보관하고, \`no_grad\`는 그래프를 아예 기록하지 않습니다. **모드 비교**는 같은 스크립트를 모드마다 실행해 메모리를 나란히 보여 줍니다.

# 따라 하며 배우기

**레슨** 목록에는 책의 모든 단계가 실행할 수 있는 스크립트로 들어 있고, 출력이 맞는지 확인해 줍니다. 레슨을 내 세션 옆에 펼쳐 두고(Alt+B) 셀을 복사하거나 내 스크립트에 넣을 수도 있습니다.

# 아무것도 잃지 않습니다

입력한 내용은 저절로 저장되고, 모든 실행은 보관되어 다시 볼 수 있습니다. **검증**은 보관된 실행을 다시 계산해 비트까지 비교합니다.`,
}

export const differencesText: LocalText = {
  en: `# How it is written

| Python and the book | here |
|---|---|
| \`numerical_diff\`, \`as_variable\` | \`numericalDiff\`, \`asVariable\`: names of the book in camel case; \`np\` keeps NumPy's |
| \`y.backward(retain_grad=True)\` | \`y.backward({ retainGrad: true })\`: keyword arguments are one object, last |
| \`np.sum(a, axis=0, keepdims=True)\` | \`np.sum(a, { axis: 0, keepdims: true })\` |
| \`x[1:3]\`, \`x[0] = 5\` | \`x.get('1:3')\`, \`x.set(5, 0)\` |
| \`with no_grad():\` | \`noGrad(() => { … })\`, which also gives back what the function returns |
| \`self.inputs\`, \`None\`, \`True\` | \`this.inputs\`, \`null\`, \`true\` |
| \`A = Square(); y = A(x)\` | \`const A = new Square(); const y = A(x)\` |
| \`@\` | \`matmul(x, W)\` or \`x.matmul(W)\` |
| \`len(x)\` | \`x.length\` |
| \`plt.plot\`, \`plt.scatter\`, \`plt.contour\` | \`plot\`, \`scatter\`, \`contour(f, { x: [-2, 2], y: [-2, 2] })\` |

# What behaves as in the book

- \`backward()\` twice on \`y = 2x²\` at 3 without \`cleargrad\` gives 12 and then 24: gradients add up.
- With \`retainGrad\` the second result is 36, because the kept gradients in the middle add up as well.
- After a usual \`backward()\` only the variables that you made keep their gradients; even \`y.grad\` is \`null\`.
- The largest element of several equal ones: each gets the whole gradient.
- \`clip\` lets the gradient through at its bounds.

# What is different on purpose

- In the book the two gradients of \`a + b\` are one and the same object, so changing one changes the other. Here they never share what a script can see.
- \`2.0 ** x\` and \`x ** y\` with variables in the exponent are errors, as in the book, but they say what to write instead. So is \`backward()\` on something that no function made.
- \`Math.exp\` and its family are the lab's own, so that every machine gives the same bits. \`Math.random\`, \`Date\` and timers give fixed or seeded values.
- Plain numbers are those of JavaScript: \`10 ** -5\` may differ from Python's in the last digit, while arrays and variables agree with NumPy.
- A script reaches no network, no files and no page.`,
  ko: `# 쓰는 법

| 파이썬과 책 | 여기 |
|---|---|
| \`numerical_diff\`, \`as_variable\` | \`numericalDiff\`, \`asVariable\`. 책의 이름은 낙타 표기로, \`np\`의 이름은 NumPy 그대로 씁니다 |
| \`y.backward(retain_grad=True)\` | \`y.backward({ retainGrad: true })\`. 키워드 인수는 마지막 객체 하나에 모읍니다 |
| \`np.sum(a, axis=0, keepdims=True)\` | \`np.sum(a, { axis: 0, keepdims: true })\` |
| \`x[1:3]\`, \`x[0] = 5\` | \`x.get('1:3')\`, \`x.set(5, 0)\` |
| \`with no_grad():\` | \`noGrad(() => { … })\`. 함수의 결과도 돌려줍니다 |
| \`self.inputs\`, \`None\`, \`True\` | \`this.inputs\`, \`null\`, \`true\` |
| \`A = Square(); y = A(x)\` | \`const A = new Square(); const y = A(x)\` |
| \`@\` | \`matmul(x, W)\` 또는 \`x.matmul(W)\` |
| \`len(x)\` | \`x.length\` |
| \`plt.plot\`, \`plt.scatter\`, \`plt.contour\` | \`plot\`, \`scatter\`, \`contour(f, { x: [-2, 2], y: [-2, 2] })\` |

# 책과 똑같은 점

- 3에서 \`y = 2x²\`에 \`cleargrad\` 없이 \`backward()\`를 두 번 부르면 12, 그다음 24가 됩니다. 기울기는 더해집니다.
- \`retainGrad\`를 쓰면 두 번째 결과가 36입니다. 보관된 중간 기울기도 더해지기 때문입니다.
- 보통의 \`backward()\` 뒤에는 여러분이 만든 변수만 기울기를 가집니다. \`y.grad\`도 \`null\`입니다.
- 최댓값이 여럿이면 저마다 기울기를 온전히 받습니다.
- \`clip\`은 경계값에서 기울기를 흘려보냅니다.

# 일부러 다르게 한 점

- 책에서는 \`a + b\`의 두 기울기가 같은 객체라서 하나를 바꾸면 다른 하나도 바뀝니다. 여기서는 스크립트가 볼 수 있는 것을 함께 쓰지 않습니다.
- \`2.0 ** x\`와 지수가 변수인 \`x ** y\`는 책처럼 오류이지만, 대신 무엇을 써야 하는지 알려 줍니다. 함수가 만들지 않은 것에 \`backward()\`를 부를 때도 그렇습니다.
- \`Math.exp\` 같은 함수는 실험실이 직접 계산하므로 어느 컴퓨터에서나 비트까지 같습니다. \`Math.random\`, \`Date\`, 타이머는 정해진 값이나 시드로 만든 값을 줍니다.
- 일반 수는 자바스크립트의 수입니다. \`10 ** -5\`는 파이썬과 마지막 자리가 다를 수 있지만, 배열과 변수는 NumPy와 같습니다.
- 스크립트는 네트워크, 파일, 페이지에 닿을 수 없습니다.`,
}
