import { t } from '../lib/i18n.js';
import { toast } from '../ui/toast.js';
import { act } from './actions.js';
import { conflictText } from './conflict.js';

async function takeBack(request, base) {
  try {
    await act(request, 'undo', {}, { base });
    toast(t('done.undo'));
  } catch (problem) {
    toast(problem.body ? conflictText(problem) : t('connection.away'), 'bad');
  }
}

/**
 * Say that ${action} is done; what the server lets be undone offers it.
 * ${base}: the path of what is no request.
 */
export function toastDone(action, request, base) {
  const { undo } = request;
  toast(t(`done.${action}`), 'good', undo && {
    label: t('undo'),
    until: Date.parse(undo.until),
    run: () => takeBack(request, base),
  });
}
