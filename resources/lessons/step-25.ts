// step: 25-26
// stage: 3
// title.en: Draw the graph
// title.ko: 계산 그래프 그리기
// panels: graph
// expect: digraph g {
// expect: }
// expect: circles: 6
// expect: boxes: 4

// %% [markdown] lang=en
// The panel on the right draws the computational graph. Here we make such a picture ourselves, as a text
// that a drawing program understands. The language is called **DOT**: one line for each variable, one
// for each function, one for each arrow between them.
//
// All we need is the walk that `backward` does: from the output to the creator, to its inputs, and on.
// `getDotGraph(y)` does that. With `verbose` it also writes shape and dtype into each box.
//
// **Try.** Draw one of the landscapes of step 24 in this way.
//
// **Look.** The Output has the text. The Graph panel has the picture of it.
//
// **Exercise.** Count the arrows in the text. How many arrows does a function with two inputs add?
// <details>
// Three: one from each input into the function, one from the function to its output.
// </details>

// %% [markdown] lang=ko
// 오른쪽 패널은 계산 그래프를 그려 줍니다. 여기서는 그런 그림을 직접 만들어 봅니다. 그리기 프로그램이
// 알아듣는 글로 쓰면 됩니다. 그 언어가 **DOT**입니다. 변수마다 한 줄, 함수마다 한 줄, 그 사이의 화살표마다
// 한 줄씩 씁니다.
//
// 필요한 것은 `backward`가 걷는 길뿐입니다. 출력에서 창조자로, 그 입력으로, 다시 그 창조자로 갑니다.
// `getDotGraph(y)`가 그 일을 합니다. `verbose`를 켜면 상자마다 모양과 dtype도 적습니다.
//
// **해 보기.** 24단계의 지형 하나를 같은 방법으로 그려 보세요.
//
// **살펴보기.** 출력에는 글이, 그래프 패널에는 그림이 있습니다.
//
// **연습.** 글에서 화살표를 세어 보세요. 입력이 둘인 함수는 화살표를 몇 개 더하나요?
// <details>
// 셋입니다. 입력마다 함수로 들어가는 화살표 하나씩, 함수에서 출력으로 가는 화살표 하나입니다.
// </details>

// %% A small graph as text ko="작은 그래프를 글로"
const x0 = new Variable(np.array(1.0))
const x1 = new Variable(np.array(1.0))
const y = x0 + x1
const text = getDotGraph(y)
print(text)

// %% A longer one, with shapes ko="더 긴 그래프, 모양까지"
const a = new Variable(np.array([1.0, 2.0]))
const b = new Variable(np.array([3.0, 4.0]))
const z = sum(square(a) + a * b)
const lines = [...new Set(getDotGraph(z, { verbose: true }).split('\n'))]
print('circles:', lines.filter((line) => line.includes('color=orange')).length)
print('boxes:', lines.filter((line) => line.includes('shape=box')).length)
showGraph(z)
