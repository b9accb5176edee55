#include <stdio.h>

#include "board.h"
#include "buf.h"
#include "desk.h"

#define ARENA_ROOM ((size_t)1 << 30)

int
desk_setup(void **state)
{
	struct fixture *f;

	(void)fixture_setup(state);
	f = *state;
	f->arena.limit = ARENA_ROOM;
	return 0;
}

void
desk_as(struct fixture *f, const char *login, unsigned roles)
{
	f->actor.login = login;
	f->actor.roles = roles;
}

/* Text of its own for the ${n}th patient. */
static const char *
numbered(struct fixture *f, const char *format, int n)
{
	struct buf out = BUF(&f->arena);
	char digits[12];

	snprintf(digits, sizeof(digits), "%02d", n);
	buf_str(&out, format);
	buf_str(&out, digits);
	return buf_text(&out);
}

/* Names have no digits: a letter for each. */
static const char *
named(struct fixture *f, int n)
{
	struct buf out = BUF(&f->arena);

	buf_str(&out, "Образцова Анна");
	for (; n != 0; n /= 10) {
		static const char *const letter[] = {"а", "б", "в", "г", "д",
						     "е", "ж", "з", "и", "к"};
		buf_str(&out, letter[n % 10]);
	}
	return buf_text(&out);
}

struct request_form
desk_form(struct fixture *f, int n)
{
	static const struct request_answer epid = {"EA01", ANSWER_YES, "38,6"};
	static const struct request_answer flag = {"RF01", ANSWER_NO, NULL};
	struct request_service *service =
	    ARENA_NEW(&f->arena, struct request_service);
	struct request_answer *answers =
	    ARENA_ARRAY(&f->arena, struct request_answer, 2);

	service->code = "X01";
	answers[0] = epid;
	answers[1] = flag;
	return (struct request_form){
	    .patient =
		{
		    .name = named(f, n),
		    .birth_date = "1980-01-31",
		    .phone = numbered(f, "+781255502", n % 100),
		},
	    .address =
		{
		    .text = numbered(f, "Тестовая улица, дом ", n),
		    .place = "vasileostrovsky",
		    .flat = numbered(f, "4", n),
		},
	    .service = service,
	    .service_count = 1,
	    .epid = &answers[0],
	    .epid_count = 1,
	    .red_flag = &answers[1],
	    .red_flag_count = 1,
	    .symptoms = "кашель",
	    .consent_price = true,
	    .consent_data = true,
	    .consent_version = "1",
	};
}

enum err_code
desk_try(struct fixture *f, const struct request_form *form,
	 struct request *out)
{
	struct register_ask ask = {.op = fixture_op(f), .form = *form};
	enum err_code code;

	f->err = (struct err){.code = ERR_OK};
	code = store_write(f->store, register_post, &ask, NULL);
	*out = ask.request;
	return code;
}

struct request
desk_post(struct fixture *f, const struct request_form *form)
{
	struct request q;
	enum err_code code = desk_try(f, form, &q);

	for (size_t i = 0; i < f->err.fields.n; i++)
		print_error("%s %s\n", f->err.fields.item[i].pointer,
			    f->err.fields.item[i].code);
	assert_int_equal(code, ERR_OK);
	return q;
}

struct request
desk_queue(struct fixture *f, int n)
{
	struct request_form form = desk_form(f, n);

	return desk_post(f, &form);
}

enum err_code
desk_do(struct fixture *f, store_fn *fn, struct dispatch_ask *ask)
{
	f->err = (struct err){.code = ERR_OK};
	ask->op = fixture_op(f);
	return store_write(f->store, fn, ask, NULL);
}

struct request
desk_claim(struct fixture *f, const char *id)
{
	struct dispatch_ask ask = {.id = id};

	assert_int_equal(desk_do(f, dispatch_claim, &ask), ERR_OK);
	return ask.request;
}

void
desk_schedule(struct fixture *f, const char *id, int from_min)
{
	struct dispatch_ask ask = {
	    .id = id,
	    .medic = "m01",
	    .window_start_ms = f->now_ms + from_min * MINUTE_MS,
	    .window_end_ms = f->now_ms + (from_min + 120) * MINUTE_MS,
	};

	ask.token = desk_claim(f, id).claim.token;
	assert_int_equal(desk_do(f, dispatch_schedule, &ask), ERR_OK);
}

struct request
desk_step(struct fixture *f, store_fn *fn, const char *id)
{
	struct dispatch_ask ask = {.id = id, .outcome = "done"};

	assert_int_equal(desk_do(f, fn, &ask), ERR_OK);
	return ask.request;
}

struct request
desk_find(struct fixture *f, const char *id)
{
	struct request q;

	assert_int_equal(board_find(f->reader, id, &q, &f->arena), ERR_OK);
	return q;
}

const char *
desk_error(const struct fixture *f, const char *pointer)
{
	const struct field_errors *errs = &f->err.fields;

	for (size_t i = 0; i < errs->n; i++)
		if (strcmp(errs->item[i].pointer, pointer) == 0)
			return errs->item[i].code;
	return NULL;
}

enum err_code
desk_miss(struct fixture *f, const char *id, int64_t next_at_ms)
{
	struct dispatch_ask ask = {
	    .id = id, .outcome = "no_answer", .next_at_ms = next_at_ms};

	ask.token = desk_claim(f, id).claim.token;
	return desk_do(f, dispatch_attempt, &ask);
}
