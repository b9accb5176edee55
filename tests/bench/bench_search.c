#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "../unit/sample.h"
#include "ask.h"
#include "buf.h"
#include "catalog.h"
#include "place.h"

/* Microseconds of a search, by kind of query and size of the catalogue. */

#define ROUNDS 5
#define REPEAT 200

static double
now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static const char *const query[] = {
    "ээг",
    "узи",
    "узи сердца",
    "терап",
    "тер",
    "терапевт на дому",
    "epb cthlwf",
    "MPT",
    "псехотерапевт",
    "электрокордиаграмма",
    "снятие швов",
    "капельница от запоя",
    "трансвагинальное узи органов малого таза",
    "можно вызвать врача сделать укол внутримышечно",
    "чего-то такого здесь не бывает",
};

static const char *const place_query[] = {
    "васил",
    "Васильевский остров",
    "Кировский район",
    "regxbyj",
    "Шлисельбург",
    "примор",
    "нет такого места",
};

static const char *const line[] = {
    "узи сердца купчино",
    "терапевт и кровь, мурино",
    "педиатр васильевский остров двое детей",
    "укол и капельница невский район",
    "капельница от запоя купчино",
    "nthfgtdn b rhjdm? vehbyj",
    "узи почек и сердца",
    "терапевт кровь экг автово",
    "анализ крови, мочи и кала, колпино",
    "скажите, сколько стоит вызвать терапевта в кудрово",
    "перевязка, укол, капельница, терапевт, экг, массаж",
};

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static void
search(const struct rulebook *book, const char *text, struct arena *arena)
{
	struct catalog_ask ask = {
	    .query = slice_of(text), .at_ms = SAMPLE_NOW_MS, .limit = 8};
	struct catalog_answer out;

	arena_reset(arena);
	if (catalog_search(book, &ask, &out, arena) != ERR_OK)
		abort();
}

static void
find_place(const struct rulebook *book, const char *text, struct arena *arena)
{
	struct place_answer out;

	arena_reset(arena);
	if (place_search(book, slice_of(text), 8, &out, arena) != ERR_OK)
		abort();
}

static void
read_line(const struct rulebook *book, const char *text, struct arena *arena)
{
	static struct ask_answer out;
	struct catalog_ask ask = {
	    .query = slice_of(text), .at_ms = SAMPLE_NOW_MS, .limit = 8};

	arena_reset(arena);
	if (ask_read(book, &ask, &out, arena) != ERR_OK)
		abort();
}

typedef void asked(const struct rulebook *, const char *, struct arena *);

/* The best of some rounds: what the neighbours on the machine leave us. */
static double
measure(asked *ask, const struct rulebook *book, const char *text)
{
	struct arena arena = {0};
	double best = 1e12;

	for (int r = 0; r < ROUNDS; r++) {
		double from = now_us(), each;
		for (int i = 0; i < REPEAT; i++)
			ask(book, text, &arena);
		each = (now_us() - from) / REPEAT;
		if (each < best)
			best = each;
	}
	arena_free(&arena);
	return best;
}

static void
report(const char *title, asked *ask, const struct rulebook *book,
       const char *const *text, size_t n)
{
	double sum = 0, worst = 0;

	printf("%s\n", title);
	for (size_t i = 0; i < n; i++) {
		double us = measure(ask, book, text[i]);
		printf("  %8.2f us  %s\n", us, text[i]);
		sum += us;
		worst = us > worst ? us : worst;
	}
	printf("  %8.2f us  mean, %.2f worst\n", sum / (double)n, worst);
}

static unsigned
roll(unsigned *seed, unsigned below)
{
	*seed = *seed * 1664525U + 1013904223U;
	return (*seed >> 8) % below;
}

/* A word nobody uses, of two to five syllables. */
static void
invent(struct buf *b, unsigned *seed)
{
	static const char *const syllable[] = {
	    "ба", "во", "гре", "до",  "жи",  "зе",  "ка",  "ло",
	    "му", "ни", "по",  "ра",  "се",  "ти",  "фу",  "хо",
	    "ца", "чи", "ше",  "тон", "рал", "мик", "кор", "лин"};
	unsigned n = 2 + roll(seed, 4);

	while (n-- > 0)
		buf_str(b, syllable[roll(seed, COUNT(syllable))]);
}

static const char *
invent_name(struct arena *arena, unsigned *seed)
{
	static const char *const common[] = {
	    "УЗИ ",          "Приём ",   "анализ крови ", "удаление ",
	    "консультация ", "тест на ", "снимок "};
	struct buf b = BUF(arena);

	if (roll(seed, 2) == 0)
		buf_str(&b, common[roll(seed, COUNT(common))]);
	invent(&b, seed);
	if (roll(seed, 2) == 0) {
		buf_char(&b, ' ');
		invent(&b, seed);
	}
	return buf_text(&b);
}

/* The sample catalogue with invented services up to ${size}. */
static struct rulebook *
grown_book(size_t size, struct arena *arena)
{
	struct rulebook *b = sample_tables(arena);
	struct service *s = ARENA_ARRAY(arena, struct service, size);
	unsigned seed = 20261123;

	if (s == NULL)
		abort();
	memcpy(s, b->service, b->service_count * sizeof(*s));
	for (size_t i = b->service_count; i < size; i++) {
		struct buf code = BUF(arena);
		buf_printf(&code, "Z%05zu", i);
		s[i] = s[i % b->service_count];
		s[i].code = buf_text(&code);
		s[i].name = invent_name(arena, &seed);
		s[i].source_name = NULL;
		s[i].alias = ARENA_ARRAY(arena, const char *, 2);
		s[i].alias_count = 2;
		s[i].alias[0] = invent_name(arena, &seed);
		s[i].alias[1] = invent_name(arena, &seed);
	}
	b->service = s;
	b->service_count = size;
	return b;
}

static void
measure_size(size_t size)
{
	struct arena arena = {.limit = (size_t)256 * 1024 * 1024};
	struct rulebook *b = grown_book(size, &arena);
	double from = now_us();

	sample_build(b);
	printf("\n%zu services: index %.0f ms, %zu KiB in all\n", size,
	       (now_us() - from) / 1000, arena.total / 1024);
	report("services", search, b, query, COUNT(query));
	report("lines", read_line, b, line, COUNT(line));
	rulebook_drop(b);
	arena_free(&arena);
}

int
main(void)
{
	static const size_t size[] = {98, 1000, 10000};

	for (size_t i = 0; i < COUNT(size); i++)
		measure_size(size[i]);
	report("\nplaces", find_place, sample_book(), place_query,
	       COUNT(place_query));
	return 0;
}
