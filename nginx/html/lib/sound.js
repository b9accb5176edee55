import { cell } from './cell.js';
import { sound } from './prefs.js';

/** Signals made on the spot: [frequency in Hz, start and length in s]. */
const SIGNALS = {
  arrival: [[660, 0, 0.12], [880, 0.13, 0.2]],
  overdue: [[440, 0, 0.16], [440, 0.24, 0.16], [440, 0.48, 0.16]],
};
const VOLUME = 0.12;
const EDGE_S = 0.015; // a tone that starts at once clicks

/** Browsers allow no sound before the first click or key of a person. */
export const soundReady = cell(false);

let context = null;

async function arm() {
  context ??= new AudioContext();
  await context.resume();
  soundReady.set(context.state === 'running');
}

/** Be ready for sound once the person has done something. */
export function armSound() {
  if (navigator.userActivation?.hasBeenActive) arm();
  const gestures = ['pointerdown', 'keydown'];
  for (const g of gestures) window.addEventListener(g, arm, { once: true });
  return () => {
    for (const g of gestures) window.removeEventListener(g, arm);
  };
}

function tone([frequency, start, length]) {
  const at = context.currentTime + start;
  const wave = context.createOscillator();
  const gain = context.createGain();
  wave.frequency.value = frequency;
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(VOLUME, at + EDGE_S);
  gain.gain.setValueAtTime(VOLUME, at + length - EDGE_S);
  gain.gain.linearRampToValueAtTime(0, at + length);
  wave.connect(gain).connect(context.destination);
  wave.start(at);
  wave.stop(at + length);
}

/** @param {keyof typeof SIGNALS} name */
export function play(name) {
  if (soundReady.get() && sound.get()) SIGNALS[name].forEach(tone);
}
