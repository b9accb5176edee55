/** The site as it is installed: before nginx, under TLS. */
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import https from 'node:https';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { service, TOP, tempVar, until } from './harness.mjs';

const it = service();
const dir = tempVar();
let nginx;
const socket = path.join(dir, 'tls');

/* Everything but where it listens is as `make install` lays it out. */
function write() {
	const conf = path.join(dir, 'etc');
	const key = path.join(dir, 'key.pem');
	const cert = path.join(dir, 'cert.pem');

	fs.mkdirSync(path.join(dir, 'log'));
	execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt',
	    'ec_paramgen_curve:P-256', '-nodes', '-days', '2', '-subj',
	    '/CN=localhost', '-keyout', key, '-out', cert], { stdio: 'ignore' });
	execFileSync(path.join(TOP, 'nginx/configure'), ['site', conf, conf,
	    path.join(TOP, 'build/web'), it.socket, path.join(dir, 'log')]);
	fs.writeFileSync(path.join(conf, 'listen.conf'),
	    fs.readFileSync(path.join(TOP, 'nginx/listen.conf'), 'utf8')
	        .replace('listen 443', `listen unix:${socket}`)
	        .replace(/^listen \[::\].*$/m, '')
	        .replace(/^ssl_certificate .*$/m, `ssl_certificate ${cert};`)
	        .replace(/^ssl_certificate_key .*$/m,
	            `ssl_certificate_key ${key};`));
	fs.writeFileSync(path.join(dir, 'nginx.conf'), `
		${process.getuid() === 0 ? 'user root;' : ''}
		daemon off; pid ${dir}/pid; error_log ${dir}/log/e;
		events { }
		http {
			include /etc/nginx/mime.types;
			client_body_temp_path ${dir}/b; proxy_temp_path ${dir}/p;
			fastcgi_temp_path ${dir}/f; uwsgi_temp_path ${dir}/u;
			scgi_temp_path ${dir}/s;
			include ${conf}/site.conf;
		}`);
}

const get = (where, options) => new Promise((resolve, reject) => {
	https.get({ socketPath: socket, path: where,
	    rejectUnauthorized: false, ...options }, (res) => {
		res.resume();
		res.on('end', () => resolve(res));
	}).on('error', reject);
});

before(async () => {
	write();
	nginx = spawn('nginx', ['-p', dir, '-c', path.join(dir, 'nginx.conf'),
	    '-e', path.join(dir, 'log/e')], {
		stdio: 'inherit',
		env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` },
	});
	await until(() => get('/readyz').then(() => true, () => false), 10_000,
	    'nginx');
});
after(() => {
	nginx.kill('SIGQUIT');
	fs.rmSync(dir, { recursive: true, force: true });
});

test('pages, calls and errors come under TLS and say so', async () => {
	for (const [where, wanted] of [['/', 200], ['/readyz', 200],
	    ['/api/v1/session', 401], ['/metrics', 404]]) {
		const got = await get(where);

		assert.equal(got.statusCode, wanted, where);
		assert.equal(got.headers['strict-transport-security'],
		    'max-age=31536000', where);
		assert.match(got.headers['content-security-policy'],
		    /default-src 'none'/);
	}
});

test('an old protocol is refused; without TLS nothing is promised', async () => {
	await assert.rejects(get('/', { maxVersion: 'TLSv1.1',
	    minVersion: 'TLSv1', ciphers: 'DEFAULT:@SECLEVEL=0' }));
	const plain = await it.send({ path: '/' });

	assert.equal(plain.headers['strict-transport-security'], undefined);
});
