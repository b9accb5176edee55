#include <fcgiapp.h>
#include <pthread.h>
#include <stdlib.h>

/*
 * The limit of everything behind FastCGI: a responder that does nothing but
 * answer 300 bytes, on the socket given as fd 0, with the same library.
 */

#define THREADS 64

static const char body[] =
    "{\"zone\":\"green\",\"lines\":[{\"code\":\"trip_doctor\",\"title\":"
    "\"doctor\","
    "\"price\":{\"amount\":390000,\"currency\":\"RUB\"}}],\"discounts\":[],"
    "\"total\":{\"amount\":390000,\"currency\":\"RUB\"},\"preliminary\":false,"
    "\"tariff_version\":1,\"say\":\"....................................."
    "..................................\"}";

static void *
answer(void *arg)
{
	FCGX_Request r;

	(void)arg;
	if (FCGX_InitRequest(&r, 0, 0) != 0)
		return NULL;
	while (FCGX_Accept_r(&r) == 0) {
		FCGX_FPrintF(r.out,
			     "Status: 200 OK\r\n"
			     "Content-Type: application/json\r\n"
			     "Content-Length: %d\r\n\r\n%s",
			     (int)sizeof(body) - 1, body);
		FCGX_Finish_r(&r);
	}
	return NULL;
}

int
main(void)
{
	pthread_t thread[THREADS];

	if (FCGX_Init() != 0)
		return EXIT_FAILURE;
	for (int i = 0; i < THREADS; i++)
		if (pthread_create(&thread[i], NULL, answer, NULL) != 0)
			return EXIT_FAILURE;
	for (int i = 0; i < THREADS; i++)
		(void)pthread_join(thread[i], NULL);
	return EXIT_SUCCESS;
}
