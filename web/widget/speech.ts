import { signal } from '@preact/signals'

/** Reading aloud with the browser's own Dutch voice. */
export type Speech = {
  readonly available: { readonly value: boolean }
  readonly speaking: { readonly value: boolean }
  /** Reads the lines one by one, or stops what is being read. */
  toggle(lines: readonly string[]): void
  stop(): void
}

/** `synth` is undefined in a browser that cannot speak; one that names its voices and has no Dutch one cannot either. */
export function createSpeech(synth: SpeechSynthesis | undefined): Speech {
  const available = signal(false)
  const speaking = signal(false)
  const look = (): void => {
    const voices = synth?.getVoices() ?? []
    available.value = synth !== undefined && (voices.length === 0 || dutch(voices) !== undefined)
  }
  const stop = (): void => {
    speaking.value = false
    synth?.cancel()
  }
  const start = (lines: readonly string[]): void => {
    if (!synth || lines.length === 0) return
    speaking.value = true
    const sayings = lines.map((line) => toSaying(line, dutch(synth.getVoices())))
    const last = sayings[sayings.length - 1]
    for (const end of ['end', 'error']) last?.addEventListener(end, () => { speaking.value = false })
    // One saying a line: Chrome falls silent after 15 s of a single one.
    sayings.forEach((saying) => synth.speak(saying))
  }
  look()
  synth?.addEventListener?.('voiceschanged', look)
  return { available, speaking, stop, toggle: (lines) => (speaking.value ? stop() : start(lines)) }
}

function dutch(voices: readonly SpeechSynthesisVoice[]): SpeechSynthesisVoice | undefined {
  const inDutch = voices.filter(({ lang }) => /^nl\b/i.test(lang.replace('_', '-')))
  return inDutch.find(({ lang }) => /NL$/i.test(lang)) ?? inDutch[0]
}

function toSaying(text: string, voice: SpeechSynthesisVoice | undefined): SpeechSynthesisUtterance {
  const saying = new SpeechSynthesisUtterance(text)
  saying.lang = 'nl-NL'
  saying.rate = 0.9
  if (voice) saying.voice = voice
  return saying
}
