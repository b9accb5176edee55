#include <stdio.h>

#include "task_desk.h"

enum err_code
task_desk_do(struct fixture *f, store_fn *fn, struct task_ask *ask)
{
	f->err = (struct err){.code = ERR_OK};
	ask->op = fixture_op(f);
	return store_write(f->store, fn, ask, NULL);
}

struct task
task_desk_find(struct fixture *f, const char *id)
{
	struct task t;

	assert_int_equal(
	    task_list_find(f->reader, id, f->actor.login, &t, &f->arena),
	    ERR_OK);
	return t;
}

struct task
task_desk_make(struct fixture *f, const char *queue, int n)
{
	struct task_ask ask = {.new = {.queue = queue, .note = "перезвонить"}};
	char phone[24];

	snprintf(phone, sizeof(phone), "8 812 555-01-%02d", n);
	ask.new.phone = phone;
	assert_int_equal(task_desk_do(f, task_create, &ask), ERR_OK);
	return ask.task;
}

struct task
task_desk_claim(struct fixture *f, const char *id)
{
	struct task_ask ask = {.id = id};

	assert_int_equal(task_desk_do(f, task_claim, &ask), ERR_OK);
	return ask.task;
}
