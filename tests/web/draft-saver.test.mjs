import assert from 'node:assert/strict';
import test from 'node:test';
import { createSaver } from '../../nginx/html/call/draft-saver.js';

/** A clock that goes on when told. */
function fakeClock() {
  let now = 0;
  let timers = [];
  return {
    now: () => now,
    setTimeout(fn, ms) {
      const timer = { fn, at: now + ms };
      timers.push(timer);
      return timer;
    },
    clearTimeout(timer) {
      timers = timers.filter((x) => x !== timer);
    },
    async pass(ms) {
      const end = now + ms;
      for (;;) {
        const [next] = timers.filter((x) => x.at <= end)
          .sort((a, b) => a.at - b.at);
        if (!next) break;
        now = next.at;
        timers = timers.filter((x) => x !== next);
        next.fn();
        await settled();
      }
      now = end;
      await settled();
    },
  };
}

/** Let promises that are ready run. */
const settled = () => new Promise((done) => setImmediate(done));

const away = () => Object.assign(new Error('away'), { away: true });
const no = (status) => Object.assign(new Error(`HTTP ${status}`), { status });

/**
 * A saver before a server that keeps what it is given.  ${script} says what
 * becomes of the next calls: "lost" is done without an answer.
 */
function begin(known = {}) {
  const clock = fakeClock();
  const rows = new Map();
  const it = { clock, rows, calls: [], states: [], forks: [], left: [], script: [], ids: 1 };
  const { id = 'd1', version = 0, content = '' } = known;
  if (version) rows.set(id, { version, text: content });

  async function answer(call, run) {
    it.calls.push(call);
    const turn = it.script.shift();
    await turn?.held;
    if (turn === 'away') throw away();
    if (typeof turn === 'number') throw no(turn);
    const made = run();
    if (turn === 'lost') throw away();
    return made;
  }
  const server = {
    newId: () => `d${it.ids += 1}`,
    isAway: (problem) => problem.away === true,
    wrap: (text) => ({ content: text, text }),
    put: (name, ifVersion, { text }) => answer(['put', name, ifVersion, text],
      () => {
        const row = rows.get(name);
        if (!row && ifVersion) throw no(404);
        if (row?.version !== ifVersion && row?.text !== text && row) {
          throw no(ifVersion ? 412 : 428);
        }
        const same = row?.text === text;
        const next = { version: (row?.version ?? 0) + (same ? 0 : 1), text };
        rows.set(name, next);
        return { version: next.version, updated_at: `at ${clock.now()}` };
      }),
    erase: (name, ifVersion) => answer(['erase', name, ifVersion], () => {
      const row = rows.get(name);
      if (!row) throw no(404);
      if (ifVersion && row.version !== ifVersion) throw no(412);
      rows.delete(name);
    }),
  };
  it.saver = createSaver({
    known: { id, version, content },
    server,
    clock,
    onState: (state) => it.states.push(state),
    onForked: (old, problem) => it.forks.push([old, problem.status]),
    onLeft: (left) => it.left.push(left),
  });
  it.state = () => it.states.at(-1)?.state;
  it.texts = () => it.calls.map(([, , , text]) => text);
  return it;
}

/** Type ${text}, a letter every ${everyMs}. */
async function type(it, text, everyMs = 100) {
  for (let n = 1; n <= text.length; n += 1) {
    it.saver.note(text.slice(0, n));
    await it.clock.pass(everyMs);
  }
}

test('saved once soon after the last key', async () => {
  const it = begin();
  await type(it, 'тест');
  assert.deepEqual(it.calls, []);
  assert.equal(it.state(), 'saving');
  await it.clock.pass(400);
  assert.deepEqual(it.calls, [['put', 'd1', 0, 'тест']]);
  assert.deepEqual(it.states.at(-1), { state: 'saved', at: 'at 700' });
  await it.clock.pass(60000);
  assert.equal(it.calls.length, 1);
});

test('who types on and on is saved every two seconds', async () => {
  const it = begin();
  await type(it, 'а'.repeat(70), 100);
  assert.ok(it.calls.length >= 3 && it.calls.length <= 4, it.calls.length);
  assert.equal(it.texts()[0].length, 20);
  await it.clock.pass(400);
  assert.equal(it.rows.get('d1').text.length, 70);
});

test('one save at a time, and the newest state wins', async () => {
  const it = begin();
  let release;
  it.script.push({ held: new Promise((done) => { release = done; }) });
  await type(it, 'аб');
  await it.clock.pass(400);
  await type(it, 'абвгд', 500);
  assert.equal(it.calls.length, 1);
  release();
  await settled();
  await it.clock.pass(500);
  assert.deepEqual(it.calls.at(-1), ['put', 'd1', 1, 'абвгд']);
  assert.equal(it.calls.length, 2);
});

test('what was typed away is typed nowhere', async () => {
  const it = begin();
  it.saver.note('а');
  it.saver.note('');
  await it.clock.pass(5000);
  assert.deepEqual(it.calls, []);
  assert.equal(it.state(), 'empty');
});

test('a call that became empty is erased; typing again begins another', async () => {
  const it = begin({ version: 3, content: 'аб' });
  it.saver.note('');
  await it.clock.pass(400);
  assert.deepEqual(it.calls, [['erase', 'd1', 3]]);
  assert.equal(it.state(), 'empty');
  it.saver.note('в');
  await it.clock.pass(400);
  assert.deepEqual(it.calls.at(-1), ['put', 'd2', 0, 'в']);
});

test('no connection: tried again, and at once when it is back', async () => {
  const it = begin();
  it.script.push('away', 'away', 'away', 'away', 'away');
  it.saver.note('а');
  await it.clock.pass(400);
  assert.equal(it.state(), 'away');
  assert.ok(it.saver.isStuck);
  await it.clock.pass(3000);
  assert.equal(it.calls.length, 3);
  it.script.length = 0;
  it.saver.wake();
  await settled();
  assert.equal(it.state(), 'saved');
  assert.ok(!it.saver.isStuck);
  const { length } = it.calls;
  it.saver.wake();
  await it.clock.pass(20000);
  assert.equal(it.calls.length, length);
});

test('a save whose answer was lost is no conflict', async () => {
  for (const version of [0, 4]) {
    const it = begin({ version, content: version ? 'а' : '' });
    it.script.push('lost');
    it.saver.note('аб');
    await it.clock.pass(400);
    it.saver.note('абв');
    await it.clock.pass(3000);
    assert.deepEqual(it.forks, []);
    assert.deepEqual(it.texts(), ['аб', 'аб', 'абв']);
    assert.deepEqual(it.rows.get('d1'), { version: version + 2, text: 'абв' });
  }
});

test('another screen changed it: both versions are kept', async () => {
  const it = begin({ version: 1, content: 'а' });
  it.rows.set('d1', { version: 2, text: 'чужое' });
  it.saver.note('моё');
  await it.clock.pass(900);
  assert.deepEqual(it.forks, [['d1', 412]]);
  assert.equal(it.rows.get('d1').text, 'чужое');
  assert.equal(it.rows.get('d2').text, 'моё');
  assert.equal(it.saver.id, 'd2');
  assert.equal(it.state(), 'saved');
});

test('another screen closed it: what is typed here is kept anew', async () => {
  const it = begin({ version: 1, content: 'а' });
  it.rows.clear();
  it.saver.note('аб');
  await it.clock.pass(900);
  assert.deepEqual(it.forks, [['d1', 404]]);
  assert.equal(it.rows.get('d2').text, 'аб');
});

test('one that another screen changed is not erased', async () => {
  const it = begin({ version: 1, content: 'а' });
  it.rows.set('d1', { version: 2, text: 'чужое' });
  it.saver.note('');
  await it.clock.pass(900);
  assert.equal(it.rows.get('d1').text, 'чужое');
  assert.deepEqual([it.left, it.forks], [['d1'], []]);
  assert.ok(it.saver.isSaved());
});

test('a refusal is shown and tried again later', async () => {
  const it = begin();
  it.script.push(409);
  it.saver.note('а');
  await it.clock.pass(400);
  assert.equal(it.state(), 'failed');
  it.saver.note('аб');
  await it.clock.pass(8000);
  assert.equal(it.state(), 'saved');
  assert.equal(it.rows.get('d1').text, 'аб');
});

test('flush saves all now, and says when it cannot', async () => {
  const it = begin();
  let release;
  it.script.push({ held: new Promise((done) => { release = done; }) });
  it.saver.note('а');
  await it.clock.pass(400);
  it.saver.note('аб');
  const flushed = it.saver.flush();
  release();
  assert.equal(await flushed, true);
  assert.equal(it.rows.get('d1').text, 'аб');
  it.saver.note('абв');
  it.script.push('away');
  assert.equal(await it.saver.flush(), false);
});

test('a page that goes sends the newest behind the save on its way', async () => {
  const it = begin();
  let release;
  it.script.push({ held: new Promise((done) => { release = done; }) });
  it.saver.note('а');
  await it.clock.pass(400);
  it.saver.note('аб');
  it.saver.leave();
  assert.deepEqual(it.calls.at(-1), ['put', 'd1', 1, 'аб']);
  release();
  const idle = begin();
  idle.saver.note('в');
  idle.saver.leave();
  idle.saver.leave();
  assert.deepEqual(idle.calls, [['put', 'd1', 0, 'в']]);
});

test('nothing is sent once it is stopped', async () => {
  const it = begin();
  it.saver.note('а');
  it.saver.stop();
  it.saver.note('аб');
  it.saver.leave();
  await it.clock.pass(10000);
  await it.saver.flush();
  assert.deepEqual(it.calls, []);
});
