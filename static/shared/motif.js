// A motif: four bars made up from a theme profile, plucked by the browser. The same profile always
// gives the same bars. The strongest theme chooses scale, pace, key and tone; each bar is spoken by
// one of the themes, which chooses how densely and in which direction it moves.

const BRIGHT = [0, 2, 4, 7, 9];
const WARM = [0, 2, 5, 7, 9];
const DARK = [0, 3, 5, 7, 10];
const TENSE = [0, 1, 5, 7, 8];

// scale, beats a minute, key (MIDI), tone
const LEADS = {
  love: [BRIGHT, 84, 62, "triangle"],
  romance: [WARM, 92, 65, "triangle"],
  longing: [DARK, 66, 62, "sine"],
  sacrifice: [DARK, 72, 57, "triangle"],
  tragedy: [TENSE, 60, 55, "sine"],
  betrayal: [TENSE, 88, 56, "sawtooth"],
  revenge: [DARK, 126, 52, "sawtooth"],
  power: [WARM, 96, 50, "square"],
  grandeur: [BRIGHT, 80, 53, "square"],
  suspense: [TENSE, 108, 57, "square"],
  turbulence: [DARK, 138, 59, "sawtooth"],
  triumph: [BRIGHT, 120, 60, "square"],
  mischief: [WARM, 144, 67, "triangle"],
};
const BARS = 4;
const EIGHTHS = 8;
const LOUDNESS = { sine: 0.5, triangle: 0.45, square: 0.16, sawtooth: 0.16 };

/** The notes of a profile: {at, length} in seconds, frequency in hertz, strength 0-1, and the tone. */
export function compose(profile) {
  const themes = Object.entries(profile).sort(([a, v], [b, w]) => w - v || (a < b ? -1 : 1));
  const chance = generator(hash(JSON.stringify(themes)));
  const [scale, pace, key, tone] = lead(themes[0][0]);
  const eighth = 30 / pace;
  const notes = [];
  let place = 5;
  for (let bar = 0; bar < BARS; bar++) {
    const start = bar * EIGHTHS;
    const isLast = bar === BARS - 1;
    const [theme, weight] = themes[isLast ? 0 : bar % themes.length];
    const drift = (hash(theme) % 3) - 1;
    notes.push(note(start, EIGHTHS, key - 12 + (bar % 2 ? 7 : 0) * !isLast, 0.7));
    for (let step = 0; step < (isLast ? 6 : EIGHTHS); step++) {
      if (step % 4 && chance() > 0.3 + 0.1 * weight) continue;
      place = Math.max(0, Math.min(9, place + drift + Math.floor(chance() * 5) - 2));
      notes.push(note(start + step, 2, pitch(place), step % 4 ? 0.7 : 1));
    }
  }
  notes.push(note(BARS * EIGHTHS - 2, 4, key + 12, 1));
  return { notes, tone, seconds: (BARS * EIGHTHS + 4) * eighth };

  function pitch(step) {
    return key + scale[step % scale.length] + 12 * Math.floor(step / scale.length);
  }

  function note(at, length, midi, strength) {
    return { at: at * eighth, length: length * eighth, frequency: 440 * 2 ** ((midi - 69) / 12), strength };
  }
}

/** Plays a composed motif into a place of an audio context, from its time `start` on. */
export function perform(motif, context, place, start = 0) {
  for (const { at, length, frequency, strength } of motif.notes) {
    const string = new OscillatorNode(context, { type: motif.tone, frequency });
    const pluck = new GainNode(context, { gain: 0 });
    const begin = start + at;
    pluck.gain.setValueAtTime(0, begin);
    pluck.gain.linearRampToValueAtTime(LOUDNESS[motif.tone] * strength, begin + 0.012);
    pluck.gain.exponentialRampToValueAtTime(0.001, begin + length);
    string.connect(pluck).connect(place);
    string.start(begin);
    string.stop(begin + length);
  }
}

function lead(theme) {
  const leads = Object.values(LEADS);
  return LEADS[theme] ?? leads[hash(theme) % leads.length];
}

// FNV-1a
function hash(text) {
  let value = 0x811c9dc5;
  for (const sign of text) value = Math.imul(value ^ sign.codePointAt(0), 0x01000193);
  return value >>> 0;
}

// mulberry32
function generator(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let value = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
  };
}

for (const box of document.querySelectorAll("[data-motif]")) offer(box);

function offer(box) {
  const button = box.querySelector("[data-play]");
  const volume = box.querySelector("[type=range]");
  const play = button.textContent;
  let stop = null;
  box.hidden = false;
  button.addEventListener("click", () => (stop ? stop() : (stop = begin())));

  function begin() {
    const motif = compose(JSON.parse(box.dataset.motif));
    const context = new AudioContext();
    const loudness = new GainNode(context, { gain: volume.value / 100 });
    const turn = () => loudness.gain.setTargetAtTime(volume.value / 100, context.currentTime, 0.02);
    const timer = setTimeout(end, motif.seconds * 1000);
    loudness.connect(new BiquadFilterNode(context, { frequency: 2600 })).connect(context.destination);
    perform(motif, context, loudness, context.currentTime + 0.05);
    volume.addEventListener("input", turn);
    button.textContent = button.dataset.stop;
    return end;

    function end() {
      clearTimeout(timer);
      volume.removeEventListener("input", turn);
      context.close();
      button.textContent = play;
      stop = null;
    }
  }
}
