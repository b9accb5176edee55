/**
 * A person at the pages: real Chromium before a private instance of the
 * service, worked by keyboard.  Whatever the browser complains about fails
 * the test, unless the test said that it would come.
 */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';
import { API, Instance, PASSWORD, sleep, TOP } from '../http/harness.mjs';

export { PASSWORD, sleep } from '../http/harness.mjs';

export const SCREENS = path.join(TOP, 'build/report/screens');
/* HV_E2E_SLOW=6: a machine six times slower, and each answer of the server
 * late, to find what only works on a fast one. */
const SLOW = Number(process.env.HV_E2E_SLOW ?? 0);
const LATE_MS = SLOW ? 300 : 0;
const WAIT_MS = 30_000;
/* The shell is the same engine without windows, at half the work; what lies in
 * /usr/bin is a script, which would be killed in its stead.  HV_E2E_BROWSER
 * names another. */
const CHROMIUM = process.env.HV_E2E_BROWSER ??
    ['/usr/lib/chromium/chromium-headless-shell', '/usr/bin/chromium']
	.find((file) => fs.existsSync(file));
const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu',
    '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync',
    '--disable-audio-output'];

/* The first call of a page asks whether there is a session; a page that
 * moves on drops the calls it no longer needs; of an answer without a body
 * (204: the queue is empty) Chromium says that it was dropped. */
const ALWAYS = [/^401 GET \/session$/, /^failed GET .* net::ERR_ABORTED$/,
    /^failed POST \/(queue|tasks)\/next net::ERR_ABORTED$/,
    /^failed POST \/(addresses\/read|address-rules\/try) net::ERR_ABORTED$/,
    /^failed DELETE \S+ net::ERR_ABORTED$/];

/** Where the letters of the Russian layout lie. */
const RUSSIAN = Object.fromEntries([
	...['йцукенгшщз', 'фывапролд', 'ячсмить'].flatMap((row, i) =>
	    [...row].map((c, n) => [c, `Key${
		['QWERTYUIOP', 'ASDFGHJKL', 'ZXCVBNM'][i][n]}`])),
	['х', 'BracketLeft'], ['ъ', 'BracketRight'], ['ж', 'Semicolon'],
	['э', 'Quote'], ['б', 'Comma'], ['ю', 'Period'], ['ё', 'Backquote'],
]);

/** A window with one person before it. */
export class Person {
	constructor(page, base) {
		this.page = page;
		this.base = base;
		this.faults = [];
		this.allowed = [...ALWAYS];
		this.strokes = 0; /* keys pressed, those of a chord each */
		this.waited_ms = 0; /* for what must show before going on */
		page.setDefaultTimeout(WAIT_MS);
		page.on('pageerror', (e) => this.faults.push(String(e)));
		page.on('console', (m) => this.#hear(m));
		page.on('requestfailed', (r) => this.faults.push(
		    `failed ${what(r)} ${r.failure()?.errorText}`));
		page.on('response', (r) => {
			if (r.status() >= 400)
				this.faults.push(`${r.status()} ${what(r.request())}`);
		});
	}

	/* Network trouble comes as an event of its own, with more to tell. */
	#hear(message) {
		if (message.type() === 'error' &&
		    !message.text().startsWith('Failed to load resource'))
			this.faults.push(`console: ${message.text()}`);
	}

	/** allow(pattern): a complaint like "409 POST /requests" is expected. */
	allow(...patterns) {
		this.allowed.push(...patterns);
	}

	/** complaints(): what nobody expected. */
	complaints() {
		return this.faults.filter(
		    (f) => !this.allowed.some((a) => a.test(f)));
	}

	/** script(run, arg): at the start of every page from the next on; the
	 * window serves no other story. */
	script(run, arg) {
		this.spent = true;
		return this.page.addInitScript(run, arg);
	}

	/** clock(): one that fastForward() moves, for no other story. */
	async clock() {
		this.spent = true;
		await this.page.clock.install();
		return this.page.clock;
	}

	/** another(): a second tab of the same person. */
	async another() {
		const tab = new Person(await this.page.context().newPage(),
		    this.base);
		if (SLOW)
			await slowDown(tab.page);
		tab.faults = this.faults;
		await tab.goto();
		await tab.see(READY);
		return tab;
	}

	async goto() {
		await this.page.goto(this.base);
	}

	/** signIn(login, password): through the form, as it stands focused. */
	async signIn(login, password = PASSWORD) {
		await this.#focus(() => document.activeElement.name === 'username');
		await this.type(login);
		await this.press('Tab');
		await this.type(password);
		await this.press('Enter');
	}

	#focus(is, arg) {
		return this.page.waitForFunction(is, arg, { polling: 20 });
	}

	/** press(...keys): one after the other, e.g. "Alt+Digit2", "Enter". */
	async press(...keys) {
		for (const key of keys) {
			this.strokes += key.split('+').length;
			await this.page.keyboard.press(key);
		}
	}

	/** type(text): key by key; Cyrillic as on the Russian layout. */
	type(text) {
		return this.#strike([...text].map((c) => ({ key: c,
		    code: codeOf(c) })));
	}

	/** russian(code): one key while the layout is Russian. */
	russian(code) {
		return this.#strike([{ code, key: Object.keys(RUSSIAN)
		    .find((c) => RUSSIAN[c] === code) }]);
	}

	/* All strokes at once: they keep their order, and one wait is enough. */
	async #strike(strokes) {
		this.strokes += strokes.length;
		this.cdp ??= await this.page.context().newCDPSession(this.page);
		const send = (event) =>
		    this.cdp.send('Input.dispatchKeyEvent', event);

		await Promise.all(strokes.flatMap(({ key, code }) => [
			send({ type: 'keyDown', key, code, text: key }),
			send({ type: 'keyUp', key, code }),
		]));
	}

	/** tabTo(name, key): press Tab until the control so named has focus. */
	async tabTo(name, key = 'Tab') {
		for (let n = 0; n < 60; n++) {
			await this.press(key);
			if (match(name, await this.focused()))
				return;
		}
		assert.fail(`Tab never reaches ${name}`);
	}

	/** fill({name: text, …}): Tab to each control in turn and type. */
	async fill(fields) {
		for (const [name, text] of Object.entries(fields)) {
			await this.tabTo(name);
			if (await this.page.evaluate(
			    () => document.activeElement.value))
				await this.press('Control+A');
			await this.type(text);
		}
	}

	/** focused(): the name of the control with focus. */
	focused() {
		return this.page.evaluate(() => {
			const e = document.activeElement;
			const name = e.getAttribute('aria-label') ??
			    e.labels?.[0]?.childNodes[0]?.textContent.trim();
			return (name || e.labels?.[0]?.textContent ||
			    e.textContent).trim().replace(/\s+/g, ' ')
			    .slice(0, 200);
		});
	}

	/** onFocus(name): wait until the control so named has focus. */
	async onFocus(name) {
		const now = await this.#timed(() => this.#until(
		    () => this.focused(), (at) => match(name, at)));

		if (!match(name, now))
			assert.fail(`focus is on "${now}", not on ${name}`);
	}

	/** see(what): wait until the text or selector shows; gives it back. */
	async see(what) {
		const at = this.find(what).first();

		await this.#timed(() => at.waitFor({ state: 'visible' }));
		return at;
	}

	/** gone(what): wait until nothing like it shows. */
	async gone(what) {
		await this.find(what).first().waitFor({ state: 'hidden' });
	}

	/** find(what): a text when Russian begins it or a pattern, else a selector. */
	find(what) {
		return what instanceof RegExp || /^[а-яё]/i.test(what)
		    ? this.page.getByText(what) : this.page.locator(what);
	}

	/** read(selector): the text of the first match, once it shows. */
	async read(selector) {
		return tidy(await (await this.see(selector)).innerText());
	}

	/** reads(selector, pattern): wait until the text of the first match is so. */
	async reads(selector, pattern) {
		const text = await this.#timed(() => this.#until(
		    () => this.find(selector).first().innerText().then(tidy),
		    (now) => pattern.test(now)));

		assert.match(text, pattern);
	}

	/** holds(selector, text): wait until the control so named holds it. */
	async holds(selector, text) {
		const held = await this.#timed(() => this.#until(
		    () => this.page.inputValue(selector), (now) => now === text));

		assert.equal(held, text);
	}

	async #timed(wait) {
		const began = performance.now();

		try {
			return await wait();
		} finally {
			this.waited_ms += performance.now() - began;
		}
	}

	/* Ask until the answer is ${good}; the last one, good or not. */
	async #until(ask, good) {
		const end = Date.now() + WAIT_MS;

		for (;;) {
			const now = await ask();
			if (good(now) || Date.now() > end)
				return now;
			await this.page.waitForTimeout(25);
		}
	}

	/** lookup(text, what): type into the one box, wait for the answer. */
	async lookup(text, what = '.option') {
		await this.press('Alt+Digit1', 'Control+A');
		await this.type(text);
		return this.see(what);
	}

	/** hold(path): keep the next call there back until release() is called. */
	async hold(path) {
		let release;
		const free = new Promise((done) => {
			release = done;
		});

		await this.page.route(path, async (route) => {
			await free;
			await route.fallback();
		}, { times: 1 });
		return release;
	}

	/** theme(name): "light" or "dark", without a button's key. */
	async theme(name) {
		await this.page.evaluate((chosen) => {
			document.documentElement.dataset.theme = chosen;
		}, name);
	}

	/** shot(name): a picture for the report. */
	async shot(name) {
		fs.mkdirSync(SCREENS, { recursive: true });
		await this.page.screenshot({ path: path.join(SCREENS, `${name}.png`) });
	}
}

/** On a slow machine before a slow server. */
async function slowDown(page) {
	const cdp = await page.context().newCDPSession(page);

	await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOW });
	await page.route(`**${API}/**`, async (route) => {
		await sleep(LATE_MS);
		await route.fallback().catch(() => {}); /* no longer wanted */
	});
}

function tidy(text) {
	return text.replace(/\s+/g, ' ').trim();
}

function what(request) {
	const { pathname } = new URL(request.url());

	return `${request.method()} ${pathname.replace(API, '')}`;
}

function codeOf(c) {
	if (/[0-9]/.test(c))
		return `Digit${c}`;
	return /[a-z]/i.test(c) ? `Key${c.toUpperCase()}`
	    : RUSSIAN[c.toLowerCase()] ?? '';
}

function match(wanted, name) {
	return wanted instanceof RegExp ? wanted.test(name) : wanted === name;
}

/* What a desk shows once its data is there. */
const READY = '.question, .board__table, .board .empty:not([aria-busy]), .tariff, .edit-row';

const WINDOW = { locale: 'ru-RU', viewport: { width: 1366, height: 768 },
    reducedMotion: 'reduce' };

/** A window in a browser of its own, which can be killed as by a fall of power. */
async function mortal(options) {
	const server = await chromium.launchServer({ executablePath: CHROMIUM,
	    args: FLAGS });
	const browser = await chromium.connect(server.wsEndpoint());
	const kill = async () => {
		const gone = once(server, 'close');

		server.process().kill('SIGKILL');
		await gone;
	};

	return { ...await opened(browser, options), kill,
	    end: () => server.close() };
}

/* What a person listens to, and what a story may have added. */
const HEARD = ['pageerror', 'console', 'request', 'requestfailed', 'response'];

/**
 * The windows of one file's people.  One whose story went well serves the
 * next story, whoever is in it, its memory wiped: the pages and what they
 * compiled to need not be read again.
 */
class Home {
	constructor(it) {
		this.it = it;
		this.idle = new Map(); /* options → windows */
	}

	/** window(options): {context, page, end(who, well)}; nobody signed in. */
	async window(options) {
		const key = JSON.stringify(options);
		const idle = this.idle.get(key) ?? [];

		this.idle.set(key, idle);
		const { context, page } = idle.pop() ??
		    await opened(this.it.browser, options);
		const end = async (who, well) => {
			if (!well || who.spent || page.isClosed())
				return context.close();
			await this.#wipe(who, options);
			return idle.push({ context, page });
		};

		return { context, page, end };
	}

	/** signIn(login, context, fresh): not by the form; with the session
	 * they share with it.login(), or with one of their own. */
	async signIn(login, context, fresh) {
		const { cookies } = fresh ? await this.it.newSession(login)
		    : await this.it.login(login);

		await context.addCookies([...cookies].map(([name, value]) => (
		    { name, value, domain: '127.0.0.1', path: '/', secure: true,
			httpOnly: true, sameSite: 'Strict' })));
	}

	/* Leave nothing of a story in the window: before a picture of the same
	 * origin, lest the page moves to a new process. */
	async #wipe({ page, cdp }, { viewport = WINDOW.viewport }) {
		const context = page.context();
		const others = context.pages().filter((other) => other !== page);

		await Promise.all([...others.map((other) => other.close()),
			...HEARD.map((event) => page.removeAllListeners(event)),
			page.unrouteAll({ behavior: 'ignoreErrors' }),
			context.setOffline(false), context.clearCookies(),
			cdp?.detach()]);
		await page.goto(`${this.it.base}/favicon.svg`);
		await page.evaluate(() => sessionStorage.clear());
		await page.setViewportSize(viewport);
		await page.emulateMedia({ media: null });
		const own = await context.newCDPSession(page);
		await own.send('Storage.clearDataForOrigin', { origin: this.it.base,
		    storageTypes: 'local_storage,indexeddb,cache_storage' });
		await own.detach();
	}
}

/** A window in a browser, its language chosen. */
async function opened(browser, { language, ...options }) {
	const context = await browser.newContext({ ...WINDOW, ...options });
	const page = await context.newPage();

	await page.addInitScript((chosen) => {
		localStorage['hv.language'] = chosen;
	}, language);
	return { context, page };
}

/**
 * site(options, prepare): an instance with its browser for the whole file.
 * Its story(name, run) is a test; run gets open(login, options), which gives
 * a Person signed in as ${login}, or before the login form without one; with
 * {fresh: true} in a session of its own, which may end with the story; with
 * {own: true} in a browser that who.kill() ends like a fall of power.
 */
export function site(options, prepare) {
	const it = new Instance({ ...options,
	    env: { BIN: process.env.BIN ?? 'build/release' } });
	const home = new Home(it);

	before(async () => {
		[it.browser] = await Promise.all([
			chromium.launch({ executablePath: CHROMIUM,
			    args: FLAGS }),
			it.launch().then(() => prepare?.(it)),
		]);
	});
	// The browser first: nginx waits for its open connections.
	after(async () => {
		await it.browser?.close();
		await it.stop();
	});

	it.home = home;
	it.open = async (people, login, { fresh = false, language = 'ru',
	    own = false, ...rest } = {}) => {
		const window = own ? await mortal({ language, ...rest })
		    : await home.window({ language, ...rest });
		const who = new Person(window.page, it.base);

		people.push(who);
		Object.assign(who, window);
		if (SLOW)
			await slowDown(who.page);
		if (login)
			await home.signIn(login, window.context, fresh || own);
		await who.goto();
		if (login)
			await who.see(READY);
		return who;
	};
	it.password = PASSWORD;
	it.story = (name, run) => test(name, () => told(it, name, run));
	return it;
}

/** One story: run it, keep a picture when it fails, close its windows. */
async function told(it, name, run) {
	const people = [];
	let well = false;

	try {
		await run((login, options) => it.open(people, login, options));
		for (const who of people)
			assert.deepEqual(who.complaints(), []);
		well = true;
	} catch (e) {
		for (const [i, who] of people.entries())
			await who.shot(`failed ${name} ${i + 1}`).catch(() => {});
		throw e;
	} finally {
		await Promise.all(people.map((who) => who.end(who, well)));
	}
}
