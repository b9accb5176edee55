import { Away, call, get, newKey, post, query } from '../lib/api.js';
import { t } from '../lib/i18n.js';
import { saveFile } from '../lib/save-file.js';
import { toast } from '../ui/toast.js';

/** The writes of the desk, each told by a toast that takes it back. */

/** What a refusal says. */
export function saying(problem) {
  return problem instanceof Away ? t('connection.away') : problem.message;
}

async function told(run) {
  try {
    return await run();
  } catch (problem) {
    toast(saying(problem), 'bad');
    return null;
  }
}

function withdraw(id, reason) {
  return call('DELETE', `/tariffs/${id}${query({ reason })}`);
}

/** Publish ${price} once more, as it was before it was withdrawn. */
function again(price, onChanged) {
  const { zone, performer, valid_from: from, reason } = price;
  return told(async () => {
    await post('/tariffs', {
      zone, performer, price: price.price, valid_from: from, reason,
      confirmed: true,
    }, { key: newKey() });
    await onChanged();
  });
}

export async function takeBack(price, reason, onChanged) {
  await told(async () => {
    await withdraw(price.id, reason);
    toast(t('tariffs.withdrawn'), 'good', price.state === 'future'
      ? { label: t('undo'), run: () => again(price, onChanged) } : null);
    await onChanged();
  });
}

export async function approve(price, onChanged) {
  await told(async () => {
    await post(`/tariffs/${price.id}/approve`, {});
    toast(t('tariffs.approved'), 'good');
    await onChanged();
  });
}

/** Tell what was published; the toast's key withdraws all of it. */
export function tellPublished(prices, onChanged) {
  const proposed = prices.some((x) => x.state === 'proposed');
  toast(t(proposed ? 'tariffs.saved_proposal' : 'tariffs.saved',
    { n: prices.length }), 'good', {
    label: t('undo'),
    run: () => told(async () => {
      for (const { id } of prices) {
        // one after the other: the first that is refused stops it
        await withdraw(id, t('tariffs.undone'));
      }
      toast(t('tariffs.withdrawn'), 'good');
      await onChanged();
    }),
  });
}

/** The prices of ${path} as a file for a spreadsheet. */
export async function exportPrices(path, day) {
  await told(async () => {
    saveFile(await get(path, { accept: 'text/csv' }), `tariffs_${day}.csv`);
  });
}
