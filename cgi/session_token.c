#include <sodium.h>

#include "session.h"

/* Tokens: random, and only their hash is ever kept. */

void
session_token_random(unsigned char bytes[SESSION_TOKEN_BYTES],
		     char out[SESSION_TOKEN_LEN + 1])
{
	randombytes_buf(bytes, SESSION_TOKEN_BYTES);
	sodium_bin2base64(out, SESSION_TOKEN_LEN + 1, bytes,
			  SESSION_TOKEN_BYTES,
			  sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

void
session_token_make(char token[SESSION_TOKEN_LEN + 1],
		   unsigned char hash[SESSION_HASH_BYTES])
{
	unsigned char bytes[SESSION_TOKEN_BYTES];

	session_token_random(bytes, token);
	crypto_generichash(hash, SESSION_HASH_BYTES, bytes, sizeof(bytes), NULL,
			   0);
	sodium_memzero(bytes, sizeof(bytes));
}

bool
session_token_hash(const char *token, unsigned char hash[SESSION_HASH_BYTES])
{
	unsigned char bytes[SESSION_TOKEN_BYTES];
	size_t n = 0;

	if (token == NULL || strlen(token) != SESSION_TOKEN_LEN ||
	    sodium_base642bin(bytes, sizeof(bytes), token, SESSION_TOKEN_LEN,
			      NULL, &n, NULL,
			      sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0 ||
	    n != sizeof(bytes))
		return false;
	crypto_generichash(hash, SESSION_HASH_BYTES, bytes, sizeof(bytes), NULL,
			   0);
	return true;
}
