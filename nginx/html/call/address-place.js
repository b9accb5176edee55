import { afterRender, html, useEffect, useState } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { Field } from '../ui/field.js';
import { fieldId } from '../ui/form-context.js';
import { Icon } from '../ui/icon.js';
import { ZoneBadge } from '../ui/zone-badge.js';
import { changePart } from './draft.js';
import { addressContradicts } from './request-body.js';
import { takePlace } from './use-address.js';

function focusField(pointer) {
  afterRender(() => document.getElementById(fieldId(pointer))?.focus());
}

/** The choice is made: on with the door. */
function choose(place) {
  takePlace(place);
  changePart('address', { place_reason: '' });
  focusField('/address/entrance');
}

function Take({ place }) {
  return html`<button type="button" class="button button--small"
    onClick=${() => choose(place)}>
    ${place.name}
    <${ZoneBadge} code=${place.zone} /></button>`;
}

function question({ place, matched, candidates }, chosen) {
  if (chosen && place) {
    return t('address.other', { place: place.name, chosen: chosen.name });
  }
  if (chosen) return t('address.none_of', { matched, chosen: chosen.name });
  return candidates.length ? t('address.which', { matched })
    : t('address.unread');
}

/**
 * What the address says of the place, when it must be asked: which of several,
 * or whether it is the one chosen by hand.
 */
export function AddressPlace({ d }) {
  const [keeping, setKeeping] = useState(false);
  const answer = d.addressRead;
  const reason = d.address.place_reason;
  const contradicts = addressContradicts(d);
  const asks = contradicts || (answer?.ambiguous && !d.place);
  useEffect(() => {
    if (!asks) setKeeping(false);
  }, [asks]);
  if (!asks) return null;
  const keep = () => {
    setKeeping(true);
    focusField('/address/place_reason');
  };
  return html`<div class="notice notice--warn ask-place" role="group"
      aria-labelledby="ask-place">
    <${Icon} name="ask" />
    <div class="ask-place__body">
      <p id="ask-place" role="status">${question(answer, d.place)}</p>
      <div class="ask-place__choices">
        ${answer.candidates.map((place) => html`<${Take} key=${place.code}
          place=${place} />`)}
        ${contradicts && !keeping && !reason && html`<button type="button"
          class="button button--small" onClick=${keep}>
          ${t('address.keep', { chosen: d.place.name })}</button>`}
      </div>
      ${contradicts && (keeping || reason) && html`<${Field}
        pointer="/address/place_reason" label=${t('address.place_reason')}
        value=${reason} onValue=${(text) => changePart('address',
          { place_reason: text })} />`}
    </div>
  </div>`;
}
