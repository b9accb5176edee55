#include "msg.h"

#include <stdlib.h>

#include "embed.h"
#include "jin.h"
#include "units.h"

EMBED(ru, "cgi/messages/ru.json");
EMBED(en, "cgi/messages/en.json");
EMBED(fi, "cgi/messages/fi.json");

/* Written by msg_load() before any thread starts, only read afterwards. */
static struct {
	struct arena arena;
	struct {
		struct jin_pair *pair; /* by key */
		size_t count;
	} of[LANG__COUNT];
} texts;

static const struct {
	const char *tag;
	const struct embed *file;
} languages[LANG__COUNT] = {
    [LANG_RU] = {"ru", &ru},
    [LANG_EN] = {"en", &en},
    [LANG_FI] = {"fi", &fi},
};

static int
by_key(const void *a, const void *b)
{
	return strcmp(((const struct jin_pair *)a)->key,
		      ((const struct jin_pair *)b)->key);
}

bool
msg_load(void)
{
	struct err err = {0};

	for (size_t l = 0; l < LANG__COUNT; l++) {
		const struct embed *file = languages[l].file;
		struct slice all = {file->p, embed_size(file)};

		if (jin_pairs(all, &texts.of[l].pair, &texts.of[l].count, &err,
			      &texts.arena) != ERR_OK) {
			msg_free();
			return false;
		}
		qsort(texts.of[l].pair, texts.of[l].count,
		      sizeof(struct jin_pair), by_key);
	}
	return true;
}

void
msg_free(void)
{
	arena_free(&texts.arena);
	memset(&texts, 0, sizeof(texts));
}

static const char *
find(enum lang lang, const char *key)
{
	struct jin_pair wanted = {.key = key};
	const struct jin_pair *p = NULL;

	if (texts.of[lang].count != 0)
		p = bsearch(&wanted, texts.of[lang].pair, texts.of[lang].count,
			    sizeof(*p), by_key);
	return p != NULL ? p->text : NULL;
}

const char *
msg_get(enum lang lang, const char *key)
{
	const char *text = find(lang, key);

	if (text == NULL)
		text = find(LANG_RU, key);
	return text != NULL ? text : key;
}

/* The value of the argument {${name}}; NULL: not given. */
static const char *
argument(const struct msg_arg *args, size_t n, struct slice name)
{
	for (size_t i = 0; i < n; i++)
		if (slice_eq(slice_of(args[i].name), name))
			return args[i].value != NULL ? args[i].value : "";
	return NULL;
}

const char *
msg_format(enum lang lang, const char *key, const struct msg_arg *args,
	   size_t n, struct arena *arena)
{
	struct buf out = BUF(arena);
	const char *p = msg_get(lang, key);
	const char *open, *close, *value;

	while ((open = strchr(p, '{')) != NULL &&
	       (close = strchr(open, '}')) != NULL) {
		value = argument(
		    args, n,
		    (struct slice){open + 1, (size_t)(close - open - 1)});
		buf_put(&out, p, (size_t)(open - p));
		if (value != NULL)
			buf_str(&out, value);
		else
			buf_put(&out, open, (size_t)(close - open + 1));
		p = close + 1;
	}
	buf_str(&out, p);
	p = buf_text(&out);
	return p != NULL ? p : "";
}

const char *
msg_money(int64_t kop, struct arena *arena)
{
	struct buf out = BUF(arena);
	uint64_t abs = kop < 0 ? 0 - (uint64_t)kop : (uint64_t)kop;
	char digits[24];
	int n = snprintf(digits, sizeof(digits), "%llu",
			 (unsigned long long)(abs / (uint64_t)RUBLE_KOP));
	const char *text;

	if (kop < 0)
		buf_str(&out, "\u2212");
	for (int i = 0; i < n; i++) {
		if (i != 0 && (n - i) % 3 == 0)
			buf_str(&out, "\u00a0");
		buf_char(&out, digits[i]);
	}
	if (abs % (uint64_t)RUBLE_KOP != 0)
		buf_printf(&out, ",%02d", (int)(abs % (uint64_t)RUBLE_KOP));
	buf_str(&out, "\u00a0₽");
	text = buf_text(&out);
	return text != NULL ? text : "";
}

/* The weight of one language range in thousandths: "en;q=0.8" → 800. */
static int
weight(struct slice params)
{
	struct slice q;
	int w = 0, scale = 100;

	if (params.p == NULL)
		return 1000;
	q = slice_trim(params);
	if (q.n < 3 || (q.p[0] | 32) != 'q' || q.p[1] != '=')
		return 0;
	if (q.p[2] == '1')
		return 1000;
	for (size_t i = 4; i < q.n && scale > 0; i++, scale /= 10) {
		if (q.p[i] < '0' || q.p[i] > '9')
			return 0;
		w += (q.p[i] - '0') * scale;
	}
	return w;
}

/* Whether the range "en", "en-GB" or "*" covers the language ${tag}. */
static bool
covers(struct slice range, const char *tag)
{
	if (range.n == 1 && range.p[0] == '*')
		return true;
	return range.n >= 2 && (range.n == 2 || range.p[2] == '-') &&
	       (range.p[0] | 32) == tag[0] && (range.p[1] | 32) == tag[1];
}

enum lang
msg_lang(const char *accept_language)
{
	struct slice rest = slice_of(accept_language), item, range;
	enum lang best = LANG_RU;
	int best_weight = 0;

	while (slice_cut(&rest, ',', &item)) {
		if (!slice_cut(&item, ';', &range))
			continue;
		range = slice_trim(range);
		int w = weight(item);
		for (size_t l = 0; l < LANG__COUNT; l++) {
			if (w <= best_weight ||
			    !covers(range, languages[l].tag))
				continue;
			best_weight = w;
			best = (enum lang)l;
		}
	}
	return best;
}
