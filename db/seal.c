#include "seal.h"

#include <sodium.h>

#include "connection.h"
#include "store.h"

#define NONCE_BYTES crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define KEY_BYTES crypto_aead_xchacha20poly1305_ietf_KEYBYTES

/* A key of its own for each purpose. */
static void
derive(struct db *db, const char *purpose, unsigned char key[KEY_BYTES])
{
	(void)crypto_generichash(key, KEY_BYTES, (const unsigned char *)purpose,
				 strlen(purpose), db_context(db)->audit_key,
				 STORE_KEY_BYTES);
}

void
seal_close(struct db *db, int64_t user_id,
	   const unsigned char secret[OTP_SECRET_BYTES],
	   unsigned char out[SEAL_BYTES])
{
	unsigned char key[KEY_BYTES];

	_Static_assert(NONCE_BYTES + OTP_SECRET_BYTES +
			       crypto_aead_xchacha20poly1305_ietf_ABYTES ==
			   SEAL_BYTES,
		       "as the table has it");
	derive(db, "homevisit totp secret", key);
	randombytes_buf(out, NONCE_BYTES);
	(void)crypto_aead_xchacha20poly1305_ietf_encrypt(
	    out + NONCE_BYTES, NULL, secret, OTP_SECRET_BYTES,
	    (const unsigned char *)&user_id, sizeof(user_id), NULL, out, key);
	sodium_memzero(key, sizeof(key));
}

enum err_code
seal_open(struct db *db, int64_t user_id,
	  const unsigned char sealed[SEAL_BYTES],
	  unsigned char out[OTP_SECRET_BYTES])
{
	unsigned char key[KEY_BYTES];
	int rc;

	derive(db, "homevisit totp secret", key);
	rc = crypto_aead_xchacha20poly1305_ietf_decrypt(
	    out, NULL, NULL, sealed + NONCE_BYTES, SEAL_BYTES - NONCE_BYTES,
	    (const unsigned char *)&user_id, sizeof(user_id), sealed, key);
	sodium_memzero(key, sizeof(key));
	return rc == 0 ? ERR_OK : ERR_STORAGE;
}

void
seal_hash(struct db *db, int64_t user_id, const char *code,
	  unsigned char out[SEAL_HASH_BYTES])
{
	unsigned char key[KEY_BYTES];
	crypto_generichash_state h;

	derive(db, "homevisit recovery code", key);
	(void)crypto_generichash_init(&h, key, sizeof(key), SEAL_HASH_BYTES);
	(void)crypto_generichash_update(&h, (const unsigned char *)&user_id,
					sizeof(user_id));
	(void)crypto_generichash_update(&h, (const unsigned char *)code,
					strlen(code));
	(void)crypto_generichash_final(&h, out, SEAL_HASH_BYTES);
	sodium_memzero(key, sizeof(key));
}
