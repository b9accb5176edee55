import { get, query } from '../lib/api.js';
import { html, useEffect, useState } from '../lib/html.js';
import { formatMoney, t, tCode } from '../lib/i18n.js';
import { Icon } from '../ui/icon.js';

/** Today's sum of the lines that were charged: a shared trip stays shared. */
function todayOf(quote, said) {
  const shared = (said?.lines ?? []).filter((l) => l.in_trip_group)
    .map((l) => l.code);
  const amount = quote.lines.filter((l) => !shared.includes(l.code))
    .reduce((sum, l) => sum + l.price.amount, 0);
  return { ...quote.total, amount };
}

/** The price as said; when today's differs, which of the two is kept. */
export function SpokenPrice({ request }) {
  const [today, setToday] = useState(null);
  const { agreed } = request;
  const said = agreed?.total ?? request.quote?.total ?? request.total;
  const performers = request.performers.join(',');
  const codes = request.services.filter((s) => s.code).map((s) => s.code);
  const services = codes.join(',');

  useEffect(() => {
    const stop = new AbortController();
    get(`/quote${query({ zone: request.zone, performers, services })}`,
      { signal: stop.signal })
      .then((quote) => setToday(todayOf(quote, agreed ?? request.quote)),
        () => {});
    return () => stop.abort();
  }, [request.id, request.zone, request.version, performers, services]);

  const untold = request.flags?.includes('trip_payer');
  if (untold) {
    return html`<p class="spoken spoken--differs" role="status">
      <${Icon} name="alert" /><span>${t('spoken.untold',
        { price: formatMoney(said), first: formatMoney(request.quote.total) })}
      </span></p>`;
  }
  const differs = today && today.amount !== said.amount;
  return html`<p class=${`spoken ${differs ? 'spoken--differs' : ''}`}>
    <${Icon} name=${differs ? 'alert' : 'done'} />
    <span>${differs ? t('spoken.differs',
      { said: formatMoney(said), today: formatMoney(today) })
      : t('spoken.same', { said: formatMoney(said) })}
    ${agreed && html` <span class="quiet">${t(`spoken.${
      request.zone === request.quote.zone ? 'trip' : 'agreed'}`, {
      first: formatMoney(request.quote.total),
      zone: tCode('zone', request.quote.zone),
    })}</span>`}
    ${request.quote?.preliminary && html` <span class="quiet">
      ${t('price.preliminary')}</span>`}</span>
  </p>`;
}
