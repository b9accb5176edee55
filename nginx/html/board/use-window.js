import { useEffect, useLayoutEffect, useRef, useState } from '../lib/html.js';
import { inSight } from './window.js';

const ROW_PX = 47; // until one is there to be measured

/**
 * The part of ${count} equal rows to draw in the scrolling box.
 * @returns {{box: {current: HTMLElement}, first: number, last: number,
 *   row: number}}
 */
export function useWindow(count) {
  const box = useRef(null);
  const [view, setView] = useState({ top: 0, height: 1080, row: ROW_PX });

  function look() {
    if (!box.current) return; // gone from the page meanwhile
    const { scrollTop: top, clientHeight: height } = box.current;
    const row = box.current.querySelector('.row')?.offsetHeight || ROW_PX;
    setView((old) => {
      const now = { top, height, row };
      const [a, b] = [old, now].map((v) => inSight({ count, ...v }));
      return a.first === b.first && a.last === b.last && old.row === row
        ? old : now;
    });
  }
  useLayoutEffect(look, [count]);
  useEffect(() => {
    const resized = new ResizeObserver(look);
    resized.observe(box.current);
    box.current.addEventListener('scroll', look, { passive: true });
    const { current } = box;
    return () => {
      resized.disconnect();
      current.removeEventListener('scroll', look);
    };
  }, [count]);
  return { box, row: view.row, ...inSight({ count, ...view }) };
}
