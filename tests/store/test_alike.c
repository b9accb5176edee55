#include <stdio.h>

#include "../../db/alike.h"
#include "../../db/connection.h"
#include "board.h"
#include "desk.h"
#include "undo.h"

/* --- the table itself ------------------------------------------------------
 */

static struct alike alike;
static struct arena arena;

static int
setup(void **state)
{
	struct fixture *f;

	if (desk_setup(state) != 0)
		return -1;
	f = *state;
	alike_init(&alike);
	return alike_load(&alike, f->reader) == ERR_OK ? 0 : -1;
}

static int
teardown(void **state)
{
	alike_free(&alike);
	arena_free(&arena);
	return fixture_teardown(state);
}

static void
add(const char *card, int64_t seq)
{
	alike_add(&alike, &(struct duplicate_keys){.card = card}, NULL, seq);
}

/* How many there may be; -1: nobody knows. */
static int
hits(const char *card, struct alike_hits *out)
{
	return alike_find(&alike, ALIKE_CARD, card, out, &arena)
		   ? (int)out->count
		   : -1;
}

/* Each once, the oldest first, however many there are. */
static void
test_many(void **state)
{
	struct alike_hits out;
	char card[16];

	(void)state;
	for (int64_t seq = 5000; seq > 0; seq--)
		for (int twice = 0; twice < 2; twice++) {
			snprintf(card, sizeof(card), "%d", (int)seq / 4);
			add(card, seq);
		}
	for (int i = 1; i < 1250; i++) {
		snprintf(card, sizeof(card), "%d", i);
		assert_int_equal(hits(card, &out), 4);
		for (int j = 0; j < 4; j++)
			assert_int_equal(out.seq[j], 4 * i + j);
	}
	assert_int_equal(hits("1250", &out), 1); /* the very first */
	assert_int_equal(out.seq[0], 5000);
	add("pair", 9);
	add("pair", 8);
	assert_int_equal(hits("pair", &out), 2);
	assert_int_equal(out.seq[0], 8);
	assert_int_equal(hits("none", &out), 0);
	assert_true(alike_find(&alike, ALIKE_PHONE, "7", &out, &arena));
	assert_int_equal(out.count, 0);
}

/* What was taken out is there again when the rest did not happen. */
static void
test_taken(void **state)
{
	struct alike_hits out;

	(void)state;
	add("a", 1);
	add("a", 2);
	alike_take(&alike, ALIKE_CARD, "a", 1);
	alike_take(&alike, ALIKE_CARD, "a", 9);
	assert_int_equal(hits("a", &out), 1);
	assert_int_equal(out.seq[0], 2);
	add("b", 3); /* in its place */
	assert_int_equal(hits("a", &out), 1);
	assert_int_equal(hits("b", &out), 1);
	alike_committed(&alike);
	alike_back(&alike);
	assert_int_equal(hits("a", &out), 1);
	alike_take(&alike, ALIKE_CARD, "a", 2);
	assert_int_equal(hits("a", &out), 0);
	add("c", 4); /* in its place */
	alike_back(&alike);
	assert_int_equal(hits("a", &out), 1);
	assert_int_equal(out.seq[0], 2);
	for (int64_t seq = 100; seq < 200; seq++)
		add("d", seq);
	for (int64_t seq = 100; seq < 200; seq++)
		alike_take(&alike, ALIKE_CARD, "d", seq);
	alike_back(&alike);
	assert_int_equal(hits("d", &out), 100);
}

/* It knows all the while: nobody ever has to look everywhere. */
static void
test_most_have_ended(void **state)
{
	struct fixture *f = *state;
	struct alike_hits out;
	char card[16];

	alike.limit = 1000;
	for (int seq = 1; seq <= 3000; seq++) {
		snprintf(card, sizeof(card), "%d", seq);
		add(card, seq);
		assert_int_equal(hits(card, &out), 1);
		assert_int_equal(hits("1", &out), 1);
	}
	assert_int_equal(alike_load(&alike, f->reader), ERR_OK);
	assert_int_equal(alike.now.used, 0); /* no such rows */
	assert_int_equal(hits("1", &out), 0);
	assert_true(alike.limit > 1000);
}

/* --- what it is for --------------------------------------------------------
 */

/* How many are like ${id}; the same when nobody knows where to look. */
static size_t
similar(struct fixture *f, const char *id)
{
	struct db_context *c = db_context(f->reader);
	struct alike *known = c->alike;
	struct request by_table, by_all;

	assert_int_equal(board_similar(f->reader, id, &by_table, &f->arena),
			 ERR_OK);
	c->alike = NULL;
	assert_int_equal(board_similar(f->reader, id, &by_all, &f->arena),
			 ERR_OK);
	c->alike = known;
	assert_int_equal(by_table.match_count, by_all.match_count);
	for (size_t i = 0; i < by_all.match_count; i++)
		assert_string_equal(by_table.match[i].id, by_all.match[i].id);
	return by_all.match_count;
}

static size_t
calling(struct fixture *f, const char *phone)
{
	struct db_context *c = db_context(f->reader);
	struct alike *known = c->alike;
	struct board_page by_table, by_all;

	assert_int_equal(
	    board_find_phone(f->reader, phone, 9, &by_table, &f->arena),
	    ERR_OK);
	c->alike = NULL;
	assert_int_equal(
	    board_find_phone(f->reader, phone, 9, &by_all, &f->arena), ERR_OK);
	c->alike = known;
	assert_int_equal(by_table.count, by_all.count);
	for (size_t i = 0; i < by_all.count; i++)
		assert_string_equal(by_table.item[i].id, by_all.item[i].id);
	return by_all.count;
}

/* It follows what becomes of a request. */
static void
test_follows(void **state)
{
	struct fixture *f = *state;
	struct request_form form = desk_form(f, 1);
	struct request first = desk_post(f, &form), again;
	struct dispatch_ask put_right = {.id = first.id};
	struct dispatch_ask cancelled = {.id = first.id, .reason = "better"};
	struct dispatch_ask undone = {.id = first.id};

	form.patient.name = "Другой Иван";
	form.address.flat = "99";
	again = desk_post(f, &form); /* of the same phone */
	assert_int_equal(similar(f, again.id), 1);
	put_right.contact.patient.phone = "+78125550177";
	assert_int_equal(desk_do(f, dispatch_correct, &put_right), ERR_OK);
	assert_int_equal(similar(f, again.id), 0);
	assert_int_equal(calling(f, "+78125550177"), 1);
	assert_int_equal(calling(f, form.patient.phone), 1);
	assert_int_equal(desk_do(f, dispatch_cancel, &cancelled), ERR_OK);
	assert_int_equal(calling(f, "+78125550177"), 0);
	/* somebody of that phone: the writer sees that it ended */
	form.patient.phone = "+78125550177";
	form.patient.name = "Третий Иван";
	form.address.flat = "98";
	again = desk_post(f, &form);
	assert_int_equal(again.match_count, 0);
	assert_int_equal(desk_do(f, dispatch_undo, &undone), ERR_OK);
	assert_int_equal(similar(f, again.id), 1);
	assert_int_equal(calling(f, "+78125550177"), 2);
}

/* What was posted before the start is as alike as what comes after it. */
static void
test_restart(void **state)
{
	struct fixture *f = *state;
	struct request_form form = desk_form(f, 1);
	struct request out;

	(void)desk_post(f, &form);
	fixture_close(f);
	fixture_open(f);
	form = desk_form(f, 1);
	assert_int_equal(desk_try(f, &form, &out), ERR_DUPLICATE);
	assert_int_equal(out.match_count, 1);
}

/* A job that fails takes back what was seen of it. */
static enum err_code
lose(struct db *db, void *arg)
{
	struct dispatch_ask *ask = arg;
	struct alike *a = db_context(db)->alike;
	enum err_code code = dispatch_cancel(db, ask);
	const char *phone = ask->request.form.patient.phone;
	struct alike_hits out;

	if (code != ERR_OK ||
	    !alike_find(a, ALIKE_PHONE, phone, &out, ask->op.arena) ||
	    out.count != 1)
		return ERR_INTERNAL; /* not what is tried */
	alike_take(a, ALIKE_PHONE, phone, out.seq[0]);
	return ERR_STATE;
}

static void
test_lost(void **state)
{
	struct fixture *f = *state;
	struct request_form form = desk_form(f, 1), other = desk_form(f, 2);
	struct request first = desk_post(f, &form);
	struct dispatch_ask ask = {.id = first.id, .reason = "better"};

	assert_int_equal(desk_do(f, lose, &ask), ERR_STATE);
	assert_int_equal(calling(f, form.patient.phone), 1);
	other.patient.phone = form.patient.phone;
	assert_int_equal(desk_post(f, &other).match_count, 1);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
	    TEST(test_many),    TEST(test_taken),
	    TEST(test_follows), TEST(test_most_have_ended),
	    TEST(test_restart), TEST(test_lost),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
