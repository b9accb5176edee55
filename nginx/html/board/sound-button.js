import { useCell } from '../lib/cell.js';
import { html } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { sound } from '../lib/prefs.js';
import { play, soundReady } from '../lib/sound.js';
import { Icon } from '../ui/icon.js';

/** Mute or not; remembered.  Turning it on is heard. */
export function toggleSound() {
  sound.set(!sound.get());
  play('arrival');
}

export function SoundButton() {
  const on = useCell(sound);
  const ready = useCell(soundReady);
  const label = on && !ready ? t('sound.waits') : t(on ? 'sound.on' : 'sound.off');
  return html`<button type="button" class="button button--icon" title=${label}
    aria-label=${t('sound.label')} aria-pressed=${on ? 'true' : 'false'}
    aria-keyshortcuts="V" onClick=${toggleSound}>
    <${Icon} name=${on ? 'bell' : 'mute'} /></button>`;
}
