// Two short tones, made here: no file to fetch. Browsers are silent until somebody pressed something.

let context: AudioContext | null = null

/** Called once: the first key or press makes sound possible. */
export function allowSound(): void {
  addEventListener('pointerdown', unlock, { once: true })
  addEventListener('keydown', unlock, { once: true })
}

function unlock(): void {
  context ??= new AudioContext()
  void context.resume()
}

export function playSound(kind: 'urgent' | 'queue' | 'message'): void {
  if (!context || context.state !== 'running') return
  const tones = { urgent: [880, 660, 880, 660], queue: [660, 880], message: [740] }[kind]
  for (const [place, pitch] of tones.entries()) playTone(context, pitch, context.currentTime + place * 0.16)
}

function playTone(audio: AudioContext, pitch: number, at: number): void {
  const tone = audio.createOscillator()
  const loudness = audio.createGain()
  tone.frequency.value = pitch
  loudness.gain.setValueAtTime(0, at)
  loudness.gain.linearRampToValueAtTime(0.12, at + 0.02)
  loudness.gain.exponentialRampToValueAtTime(0.001, at + 0.15)
  tone.connect(loudness).connect(audio.destination)
  tone.start(at)
  tone.stop(at + 0.16)
}
