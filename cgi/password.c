#include "password.h"

#include <pthread.h>
#include <sodium.h>
#include <time.h>

#include "text.h"

#define PASSES 2
#define MEMORY_BYTES ((size_t)64 * 1024 * 1024)
#define AT_ONCE 2      /* hashes computed side by side: 128 MiB */
#define WAITING_MAX 16 /* beyond: ERR_BUSY at once */
#define PATIENCE_S 3   /* for a turn; then ERR_BUSY */

/* The turn of a hash: memory and time are what the service has least of. */
static struct {
	pthread_mutex_t lock; /* of all below */
	pthread_cond_t freed;
	int running;
	int waiting;
} gate = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0, 0};

/* Of a random password nobody knows, with the same cost as the real ones. */
static const char dummy[crypto_pwhash_STRBYTES] =
    "$argon2id$v=19$m=65536,t=2,p=1$V4+FmmgKIenUXbgUPmeXPg$"
    "39Mo8iQTWkrs+z99RatbARHFPHczYhNPlzK5J25Lrw0";

static bool
gate_enter(void)
{
	struct timespec until;
	bool in = false;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += PATIENCE_S;
	pthread_mutex_lock(&gate.lock);
	if (gate.waiting < WAITING_MAX) {
		int rc = 0;
		gate.waiting++;
		while (gate.running >= AT_ONCE && rc == 0)
			rc = pthread_cond_clockwait(&gate.freed, &gate.lock,
						    CLOCK_MONOTONIC, &until);
		gate.waiting--;
		in = gate.running < AT_ONCE;
		gate.running += in;
	}
	pthread_mutex_unlock(&gate.lock);
	return in;
}

static void
gate_leave(void)
{
	pthread_mutex_lock(&gate.lock);
	gate.running--;
	pthread_cond_signal(&gate.freed);
	pthread_mutex_unlock(&gate.lock);
}

bool
password_fits(const char *password)
{
	struct slice s = slice_of(password);
	size_t n;

	if (!text_valid(s))
		return false;
	n = text_length(s);
	return n >= PASSWORD_MIN && n <= PASSWORD_MAX;
}

bool
password_allowed(const char *password, const char *pointer, struct err *err)
{
	const char *wrong = NULL;

	if (!password_fits(password))
		wrong = "password_length";
	else if (password_common(password))
		wrong = "password_common";
	if (wrong != NULL)
		err_field(&err->fields, pointer, wrong, NULL);
	return wrong == NULL;
}

void
password_letters(char *out, size_t n)
{
	static const char from[] = "abcdefghjkmnpqrstuvwxyz23456789";

	for (size_t i = 0; i < n; i++)
		out[i] = from[randombytes_uniform(sizeof(from) - 1)];
	out[n] = '\0';
}

void
password_make(char out[PASSWORD_MADE_LEN + 1])
{
	password_letters(out, PASSWORD_MADE_LEN);
}

enum err_code
password_hash(const char *password, char out[PASSWORD_HASH_MAX])
{
	int rc;

	_Static_assert(crypto_pwhash_STRBYTES <= PASSWORD_HASH_MAX, "room");
	if (!gate_enter())
		return ERR_BUSY;
	rc = crypto_pwhash_str_alg(out, password, strlen(password), PASSES,
				   MEMORY_BYTES, crypto_pwhash_ALG_ARGON2ID13);
	gate_leave();
	return rc == 0 ? ERR_OK : ERR_NOMEM;
}

enum err_code
password_verify(const char *hash, const char *password)
{
	char text[crypto_pwhash_STRBYTES] = "";
	const char *from = hash != NULL ? hash : dummy;
	int rc;

	memcpy(text, from, strnlen(from, sizeof(text) - 1));
	if (!gate_enter())
		return ERR_BUSY;
	rc = crypto_pwhash_str_verify(text, password, strlen(password));
	gate_leave();
	return rc == 0 && hash != NULL ? ERR_OK : ERR_CREDENTIALS;
}
