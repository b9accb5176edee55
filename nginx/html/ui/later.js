import { html, useEffect, useState } from '../lib/html.js';
import { loadTexts, t } from '../lib/i18n.js';
import { loadStyle } from '../lib/style.js';
import { toast } from './toast.js';

const AGAIN_MS = 3000;
const BUSY_MS = 50;
const IDLE_MS = 500;
const TOLD_MS = 6000;

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** What is still to be fetched. */
const waiting = new Set();

async function fetchPart(part) {
  const [View] = await Promise.all([
    part.load(), loadTexts('later'), loadStyle('later'),
  ]);
  part.View = View;
  waiting.delete(part);
  for (const show of part.shows) show(true);
}

let told = false;

/** One word for all that is on the screen and did not come. */
function tell() {
  if (told) return;
  told = true;
  setTimeout(() => {
    told = false;
  }, TOLD_MS);
  toast(t('later.not_loaded'), 'bad', { label: t('later.again'), run: askAll });
}

/** The screen comes first, then what it lacks. */
async function ask(part) {
  await sleep(0);
  await fetchPart(part).catch(tell);
}

function askAll() {
  for (const part of waiting) if (part.shows.size) ask(part);
}

/**
 * A component that the first screen does without: ${load} fetches it in an
 * idle moment (fetchWaiting) or when it is first shown; when it cannot be
 * fetched a word says so, and it is tried again.
 * @param {() => Promise<Function>} load
 */
export function later(load) {
  const part = { load, View: null, shows: new Set() };
  waiting.add(part);
  return function Later(props) {
    const [, show] = useState(Boolean(part.View));
    useEffect(() => {
      if (part.View) show(true);
      else {
        part.shows.add(show);
        ask(part);
      }
      return () => part.shows.delete(show);
    }, []);
    return part.View && html`<${part.View} ...${props} />`;
  };
}

/** A moment when the desk is there and nobody waits for it. */
async function idle() {
  while (document.querySelector('.desk[aria-busy=true]')) await sleep(BUSY_MS);
  await (window.requestIdleCallback ? new Promise((resolve) => {
    requestIdleCallback(resolve, { timeout: IDLE_MS });
  }) : sleep(IDLE_MS));
}

let fetching = false;

/**
 * Fetch all that waits, and what that brings along, and do not give up: nothing
 * of the screen may be missing when the connection is lost later.
 */
export async function fetchWaiting() {
  if (fetching) return;
  fetching = true;
  while (waiting.size) {
    await idle();
    await Promise.all([...waiting].map(fetchPart)).catch(() => sleep(AGAIN_MS));
  }
  fetching = false;
}
