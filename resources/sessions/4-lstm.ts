// title.en: LSTM: the next point of a sine
// title.ko: LSTM: 사인 곡선의 다음 점

// %% [markdown] lang=en
// A memory that follows a curve. The network sees one point of a noisy sine at a time and says the next one. What it
// has seen before stands in the LSTM's state alone. The graph would grow with every point, so it is cut every 30
// points (truncated backpropagation): see in the Memory tab how what is held rises and falls. At the end the same
// network follows a cosine that it has never seen: see the Figures tab.

// %% [markdown] lang=ko
// 곡선을 따라가는 기억입니다. 신경망은 잡음 섞인 사인 곡선의 점을 한 번에 하나씩 보고 다음 점을 맞힙니다. 앞서 본
// 내용은 LSTM의 상태에만 남습니다. 그래프는 점이 올 때마다 자라므로 30개마다 끊습니다(Truncated BPTT). 메모리
// 탭에서 보관된 양이 늘었다 줄었다 하는 모습을 보세요. 끝으로 같은 신경망이 처음 보는 코사인 곡선을 따라갑니다. 그림
// 탭에서 확인하세요.

// %% Data and network ko="데이터와 신경망"
np.random.seed(0)
const data = new SinCurve()
const loader = new SeqDataLoader(data, 30)

class Forecast extends Model {
  memory = new LSTM(30)
  out = new Linear(1)

  forward(x) {
    return this.out(this.memory(x))
  }
}

const model = new Forecast()
const optimizer = new Adam({ alpha: 0.005 }).setup(model)

// %% Training ko="학습"
const epochs = 12
const cut = 30
for (let epoch = 1; epoch <= epochs; epoch++) {
  model.memory.resetState()
  let loss = 0
  let count = 0
  for (const [x, t] of loader) {
    loss = meanSquaredError(model(x), t) + loss
    count++
    if (count % cut === 0 || count === loader.maxIter) {
      model.cleargrads()
      loss.backward()
      loss.unchainBackward()
      optimizer.update()
      track('loss', loss / cut)
      loss = 0
    }
  }
  progress(epoch, epochs, 'epoch')
}

// %% A cosine that it has not seen ko="처음 보는 코사인 곡선"
const cosine = new SinCurve(false)
model.memory.resetState()
const guesses = noGrad(() =>
  Array.from({ length: cosine.length }, (_, i) => model(cosine.data.get(`${i}:${i + 1}`)).data.item()),
)
plot(cosine.label, { name: 'cosine', title: 'The next point', xLabel: 'point' })
plot(guesses, { name: 'guess', title: 'The next point' })
print('mean squared error', np.mean((np.array(guesses) - cosine.label.reshape([-1])) ** 2))
